namespace Weir.Engine.Warehouses.Catalog;

/// <summary>What is kept of one comparison: a row of <c>weir.reconciliations</c>.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">The reconciliation.</param>
/// <param name="Outcome">How it ended, as it is stored.</param>
/// <param name="StartedAt">When it began, in UTC.</param>
/// <param name="FinishedAt">When it ended, in UTC.</param>
/// <param name="SourceRows">Rows of the source.</param>
/// <param name="TargetRows">Rows of the target.</param>
/// <param name="MissingInTarget">Keys of the source that the target lacks.</param>
/// <param name="MissingInSource">Keys of the target that the source lacks.</param>
/// <param name="Differing">Keys of both whose values differ.</param>
/// <param name="Duplicates">Keys that are there more than once.</param>
/// <param name="VerifiedThrough">Up to which value of the watermark both sides are the same; none without a watermark.</param>
internal sealed record KeptReconciliation(
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
    string? VerifiedThrough)
{
    /// <summary>Keys that are not the same on both sides.</summary>
    public long Differences => MissingInTarget + MissingInSource + Differing + Duplicates;
}
