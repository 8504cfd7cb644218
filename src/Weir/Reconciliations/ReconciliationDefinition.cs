using Weir.Schedules;

namespace Weir.Reconciliations;

/// <summary>A comparison of a source with its target, as the user declared it.</summary>
public sealed record ReconciliationDefinition
{
    /// <summary>The reconciliation's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the rows come from.</summary>
    public required ReconciliationSide Source { get; init; }

    /// <summary>Where they are to be.</summary>
    public required ReconciliationSide Target { get; init; }

    /// <summary>The columns whose values tell rows apart, on both sides.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The other columns that must be the same on both sides. Without any, only the keys are compared.</summary>
    public required IReadOnlyList<ComparedColumn> Compare { get; init; }

    /// <summary>A condition in SQL for rows of both sides; those for which it does not hold are left out. None by default.</summary>
    public string? Where { get; init; }

    /// <summary>
    /// A column that grows with time. Rows behind the smaller of both sides' greatest values are left out, for they may be under
    /// way, and so are those before the greatest value through which both sides were the same. None by default.
    /// </summary>
    public string? Watermark { get; init; }

    /// <summary>When it is made by itself; only when asked for by default.</summary>
    public ScheduleDefinition? Schedule { get; init; }
}
