using System.Globalization;

namespace Weir.Dashboard.Layout;

/// <summary>How counts, sizes and durations are written.</summary>
internal static class Numbers
{
    private const double Step = 1024;

    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>Such as <c>1,234,567</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>12.3K</c>, for places where there is little room.</summary>
    public static string Short(long count) => count switch
    {
        < 10_000 => Count(count),
        < 1_000_000 => (count / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "K",
        < 1_000_000_000 => (count / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + "M",
        _ => (count / 1e9).ToString("0.#", CultureInfo.InvariantCulture) + "B",
    };

    /// <summary>Such as <c>1.5 MB</c>.</summary>
    public static string Size(long bytes)
    {
        double size = bytes;
        var unit = 0;
        for (; size >= Step && unit < Units.Length - 1; unit++)
        {
            size /= Step;
        }

        return $"{size.ToString(unit == 0 || size >= 100 ? "0" : "0.#", CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>Such as <c>340 ms</c>, <c>2.4 s</c>, <c>3 min 12 s</c> or <c>2 h 5 min</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { Ticks: < 0 } => "0 ms",
        { TotalMilliseconds: < 10 } => time.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture) + " ms",
        { TotalSeconds: < 1 } => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms",
        { TotalMinutes: < 1 } => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s",
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes} min",
        _ => $"{(int)time.TotalDays} d {time.Hours} h",
    };
}
