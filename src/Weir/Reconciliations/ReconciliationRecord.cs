namespace Weir.Reconciliations;

/// <summary>What a reconciliation found.</summary>
public sealed record ReconciliationRecord
{
    /// <summary>Its number, which grows with time.</summary>
    public required long Id { get; init; }

    /// <summary>The reconciliation's name.</summary>
    public required string Name { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Rows of the source in the window that was compared.</summary>
    public required long SourceRows { get; init; }

    /// <summary>Rows of the target in it.</summary>
    public required long TargetRows { get; init; }

    /// <summary>How many keys differ, of each kind that there is.</summary>
    public required IReadOnlyDictionary<DifferenceKind, long> Counts { get; init; }

    /// <summary>The keys that differ, in order, as many as are kept.</summary>
    public required IReadOnlyList<RowDifference> Differences { get; init; }

    /// <summary>The value of the watermark up to which both sides are the same; none without a watermark, or before the first match.</summary>
    public string? VerifiedThrough { get; init; }

    /// <summary>Whether both sides are the same.</summary>
    public bool IsMatch => Counts.Values.Sum() == 0;

    /// <summary>The word for it in the records: <c>match</c> or <c>difference</c>.</summary>
    public string Outcome => IsMatch ? "match" : "difference";
}
