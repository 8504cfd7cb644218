using System.Globalization;
using System.Text.RegularExpressions;

namespace Weir.Schedules;

/// <summary>Durations as people write them: a number and a unit.</summary>
public static partial class DurationText
{
    /// <summary>What they look like, as a regular expression.</summary>
    public const string Pattern = @"^([0-9]{1,9})(ms|s|m|h|d)$";

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Written { get; }

    /// <summary>Reads a duration.</summary>
    /// <param name="text">Such as <c>500ms</c>, <c>10s</c>, <c>5m</c>, <c>1h</c> or <c>1d</c>.</param>
    /// <param name="duration">What it says.</param>
    /// <returns>False when it is none.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = default;
        if (Written.Match(text) is not { Success: true } match || text.EndsWith('\n'))
        {
            return false;
        }

        var number = long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        duration = match.Groups[2].ValueSpan switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(Math.Min(number, 1_000_000)),
        };
        return true;
    }

    /// <summary>Writes a duration in the unit that suits it, to a tenth of it.</summary>
    public static string Of(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration switch
    {
        { TotalDays: >= 2 } => (FormattableString)$"{duration.TotalDays:0.#}d",
        { TotalHours: >= 1 } => $"{duration.TotalHours:0.#}h",
        { TotalMinutes: >= 1 } => $"{duration.TotalMinutes:0.#}m",
        { TotalSeconds: >= 1 } => $"{duration.TotalSeconds:0.#}s",
        _ => $"{duration.TotalMilliseconds:0}ms",
    }}");
}
