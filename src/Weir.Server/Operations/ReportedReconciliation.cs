using Weir.Reconciliations;

namespace Weir.Server.Operations;

/// <summary>What a reconciliation found.</summary>
internal sealed record ReportedReconciliation(
    long Id,
    string Name,
    string Outcome,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    long SourceRows,
    long TargetRows,
    long MissingInTarget,
    long MissingInSource,
    long Differing,
    long Duplicates,
    string? VerifiedThrough,
    IReadOnlyList<ReportedDifference> Differences)
{
    /// <summary>Whether both sides are the same.</summary>
    public bool IsMatch() => Outcome == "match";

    /// <param name="record">What was found.</param>
    /// <param name="limit">How many of the keys that differ are told.</param>
    public static ReportedReconciliation Of(ReconciliationRecord record, int limit) => new(
        record.Id,
        record.Name,
        record.Outcome,
        record.StartedAt,
        record.FinishedAt,
        record.SourceRows,
        record.TargetRows,
        record.Counts.GetValueOrDefault(DifferenceKind.MissingInTarget),
        record.Counts.GetValueOrDefault(DifferenceKind.MissingInSource),
        record.Counts.GetValueOrDefault(DifferenceKind.Differs),
        record.Counts.GetValueOrDefault(DifferenceKind.Duplicate),
        record.VerifiedThrough,
        [.. record.Differences.Take(limit).Select(ReportedDifference.Of)]);
}
