namespace Weir.Server.Operations;

/// <summary>Some of a long list.</summary>
/// <param name="Items">The items, in their order.</param>
/// <param name="Next">What the next page comes after; none when there is no more.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
