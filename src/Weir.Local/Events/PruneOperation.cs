using Weir.Local.State;

namespace Weir.Local.Events;

/// <summary>Deletes some of what was over before a time: dead letters, then runs, then the events that nothing is about.</summary>
/// <param name="before">The time.</param>
/// <param name="now">Keys and logs whose own time was over then go as well.</param>
/// <param name="after">The event behind which to look.</param>
/// <param name="cancellationToken">Withdraws the operation while it still waits.</param>
internal sealed class PruneOperation(DateTimeOffset before, DateTimeOffset now, long after, CancellationToken cancellationToken)
    : WriteOperation(Batch, cancellationToken)
{
    /// <summary>Rows of each table looked at in one go: a few milliseconds.</summary>
    private const int Batch = 500;

    /// <summary>How long it is kept who did what, at the least.</summary>
    private static readonly TimeSpan AuditKept = TimeSpan.FromDays(90);

    /// <summary>The last event that was looked at; none at the end of the round.</summary>
    public long? LookedThrough { get; private set; }

    /// <summary>Whether there may be more to delete.</summary>
    public bool IsMore { get; private set; }

    public override void Write(StateTables tables, StateCounters counters)
    {
        var letters = tables.DeadLetters.Prune(before, Batch);
        var runs = tables.Runs.Prune(before, Batch);
        var logs = tables.RunSteps.PruneLogs(now, Batch);
        tables.Signals.Prune(before);
        var keys = tables.Dedupe.Prune(now, Batch);
        var sessions = tables.Sessions.Prune(now, Batch);
        var audit = tables.Audit.Prune(before < now - AuditKept ? before : now - AuditKept, Batch);
        tables.Deliveries.Flush();
        LookedThrough = tables.Events.Prune(before, after, Batch);
        IsMore = letters == Batch || runs == Batch || logs == Batch || keys == Batch || sessions == Batch || audit == Batch || LookedThrough is not null;
    }
}
