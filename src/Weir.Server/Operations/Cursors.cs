using System.Globalization;

using Weir.Failures;

namespace Weir.Server.Operations;

/// <summary>Where pages go on, as text.</summary>
internal static class Cursors
{
    /// <summary>What is no place in the list that was asked for.</summary>
    public const string Code = "WEIR7480";

    /// <summary>No list has so many items, and no time is so late: what is greater was never given out, and could not be counted on from.</summary>
    private const long Greatest = 1L << 62;

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
        var numbers = new List<long>();
        foreach (var part in parts)
        {
            if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Greatest)
            {
                numbers.Add(number);
            }
        }

        return numbers.Count == count && parts.Length == count
            ? [.. numbers]
            : throw Unknown(after);
    }
}
