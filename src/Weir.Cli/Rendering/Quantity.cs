using System.Globalization;

using Weir.Cli.Terminals;

namespace Weir.Cli.Rendering;

/// <summary>Numbers and times as people read them where somebody watches, and as programs read them elsewhere.</summary>
internal static class Quantity
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 file</c>, <c>2,000 files</c>.</summary>
    public static string Of(long number, string noun, string? plural = null) =>
        $"{Count(number)} {(number == 1 ? noun : plural ?? noun + "s")}";

    public static string Size(long bytes, Terminal terminal) =>
        terminal.IsInteractive ? Size(bytes) : bytes.ToString(CultureInfo.InvariantCulture);

    public static string Size(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1000 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(unit == 0 || value >= 100 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    public static string Number(long number, Terminal terminal) =>
        terminal.IsInteractive ? Count(number) : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>In the watcher's own time zone, and without the day when it is today; in UTC for programs.</summary>
    public static string Time(DateTimeOffset time, Terminal terminal)
    {
        if (!terminal.IsInteractive)
        {
            return time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }

        var now = terminal.Time.GetLocalNow();
        var local = TimeZoneInfo.ConvertTime(time, terminal.Time.LocalTimeZone);
        return local.ToString(local.Date == now.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => $"{duration.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms",
        { TotalMinutes: < 1 } => $"{duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
        _ => $"{(long)duration.TotalMinutes} min {duration.Seconds} s",
    };
}
