using Weir.Reconciliations;

namespace Weir.Server.Operations;

/// <summary>What a reconciliation found.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">The reconciliation.</param>
/// <param name="Outcome"><c>match</c> when both sides are the same.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="SourceRows">How many rows of the source were compared.</param>
/// <param name="TargetRows">How many rows of the target were compared.</param>
/// <param name="MissingInTarget">How many keys of the source the target lacks.</param>
/// <param name="MissingInSource">How many keys of the target the source lacks.</param>
/// <param name="Differing">How many keys of both have values that differ.</param>
/// <param name="Duplicates">How many keys are there more than once.</param>
/// <param name="VerifiedThrough">Up to which value of the watermark both sides are the same; none without a watermark.</param>
/// <param name="Differences">Keys that differ, as many as were asked for.</param>
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
