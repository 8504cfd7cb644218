using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Rendering;

/// <summary>What a reconciliation found, in one line.</summary>
internal static class ReconciliationLine
{
    public static string Of(ReportedReconciliation report, Ink ink)
    {
        var verified = report.VerifiedThrough is { } through ? $", verified through {through}" : "";
        if (report.IsMatch())
        {
            return $"{ink.Green("the same")} {report.Name}: {Quantity.Of(report.SourceRows, "row")} on both sides{verified}";
        }

        (long Count, string What)[] counts =
        [
            (report.MissingInTarget, "missing in the target"),
            (report.MissingInSource, "missing in the source"),
            (report.Differing, "with other values"),
            (report.Duplicates, "more than once"),
        ];
        return $"{ink.Red("different")} {report.Name}: {string.Join(", ", counts.Where(c => c.Count > 0).Select(c => $"{Quantity.Of(c.Count, "key")} {c.What}"))} "
            + $"({Quantity.Count(report.SourceRows)} rows in the source, {Quantity.Count(report.TargetRows)} in the target{verified})";
    }
}
