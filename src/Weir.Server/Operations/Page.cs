namespace Weir.Server.Operations;

/// <summary>Some of a long list.</summary>
/// <param name="Items">The items, in their order.</param>
/// <param name="Next">What the next page comes after; none when there is no more.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Makes a page of what was found.</summary>
    /// <param name="found">What was found, when one more was looked for than the page holds.</param>
    /// <param name="limit">How many the page holds.</param>
    /// <param name="of">Makes an item of what was found.</param>
    /// <param name="end">Says where a page ends whose last one it is.</param>
    public static Page<T> Of<TFound>(IReadOnlyList<TFound> found, int limit, Func<TFound, T> of, Func<TFound, string> end) =>
        new([.. found.Take(limit).Select(of)], found.Count > limit ? end(found[limit - 1]) : null);
}
