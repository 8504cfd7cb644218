using System.Globalization;

using Weir.Failures;

namespace Weir.Server.Operations;

/// <summary>Where pages go on, as text.</summary>
internal static class Cursors
{
    /// <summary>What is no place in the list that was asked for.</summary>
    public const string Code = "WEIR7480";

    public static string Of(params ReadOnlySpan<long> numbers) => string.Join('-', numbers.ToArray().Select(number => number.ToString(CultureInfo.InvariantCulture)));

    /// <exception cref="RefusedException">WEIR7480: it is none of ours.</exception>
    public static long? Number(string? after) => after is null ? null : Numbers(after, 1)[0];

    /// <exception cref="RefusedException">WEIR7480: it is none of ours.</exception>
    public static (long First, long Second)? Pair(string? after) => after is null ? null : Numbers(after, 2) is [var first, var second] ? (first, second) : null;

    /// <summary>The failure of a place that was never given out.</summary>
    public static RefusedException Unknown(string after) => new(new Failure(
        Code, $"'{after}' is no place in this list.", "Take 'after' from the 'next' of the page before, or leave it out to begin at the start."));

    private static long[] Numbers(string after, int count)
    {
        var parts = after.Split('-');
        var numbers = parts.Where(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return numbers.Length == count && parts.Length == count
            ? numbers
            : throw Unknown(after);
    }
}
