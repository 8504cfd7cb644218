using System.Globalization;

using Weir.Dashboard.Layout;
using Weir.Server.Operations.Tables;

namespace Weir.Dashboard.Charts;

/// <summary>What loads came to over time, as bars: one for each hour or day, also for those in which nothing was loaded.</summary>
internal static class LoadChart
{
    /// <summary>Bars that can be told apart.</summary>
    private const int MostBars = 84;

    public static IReadOnlyList<(string Label, string Title, double First, double Second)> BarsOf(LoadSeries series)
    {
        var step = TimeSpan.FromSeconds(series.StepSeconds);
        while ((series.Until - series.Since) / step > MostBars)
        {
            step *= 2;
        }

        var sums = series.Sums.ToLookup(sum => (sum.From - series.Since).Ticks / step.Ticks);
        var bars = new List<(string, string, double, double)>();
        for (var at = series.Since; at < series.Until; at += step)
        {
            var own = sums[(at - series.Since).Ticks / step.Ticks].ToList();
            var (loads, rows, refused) = (own.Sum(sum => sum.Loads), own.Sum(sum => sum.RowsLoaded), own.Sum(sum => sum.RowsQuarantined));
            var label = at.ToString(step < TimeSpan.FromDays(1) ? "MMM d, HH:mm" : "MMM d", CultureInfo.InvariantCulture);
            bars.Add((label, $"{label} UTC: {Numbers.Count(rows)} rows loaded, {Numbers.Count(refused)} quarantined, {Numbers.Count(loads)} files", rows, refused));
        }

        return bars;
    }

    /// <summary>The span that a query string names; a week when it names none.</summary>
    public static LoadSpan SpanOf(string? name) => Enum.TryParse<LoadSpan>(name, ignoreCase: true, out var span) && Enum.IsDefined(span) ? span : LoadSpan.Week;

    public static string TitleOf(LoadSpan span) => span switch
    {
        LoadSpan.Day => "Rows in the last 24 hours",
        LoadSpan.Week => "Rows in the last 7 days",
        LoadSpan.Month => "Rows in the last 30 days",
        _ => "Rows in the last year",
    };
}
