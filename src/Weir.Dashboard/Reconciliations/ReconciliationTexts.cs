using System.Globalization;

using Weir.Dashboard.Layout;
using Weir.Engine.Warehouses.Catalog;

namespace Weir.Dashboard.Reconciliations;

/// <summary>Words and addresses of the pages of reconciliations.</summary>
internal static class ReconciliationTexts
{
    public static string PathOf(string name) => $"/reconciliations/{Uri.EscapeDataString(name)}";

    public static string StateOf(KeptReconciliation? last) => last is null ? "skipped" : last.Outcome == "match" ? "same" : "different";

    public static string LabelOf(KeptReconciliation? last) => last is null ? "never made" : last.Outcome == "match" ? "the same" : "different";

    /// <summary>Comparisons as bars, the oldest first.</summary>
    public static IReadOnlyList<(string Label, string Title, double First, double Second)> BarsOf(IEnumerable<KeptReconciliation> history) =>
    [
        .. history.Reverse().Select(found =>
        {
            var at = found.FinishedAt.UtcDateTime.ToString("MMM d, HH:mm", CultureInfo.InvariantCulture);
            return (at, $"{at} UTC: {Numbers.Count(found.Differences)} keys differ", (double)found.Differences, 0d);
        }),
    ];
}
