using Weir.Engine.Events;
using Weir.Local.State;

namespace Weir.Local.Events;

/// <summary>The history in SQLite. One caller at a time.</summary>
internal sealed class SqliteHistory(StateWriter writer, TimeProvider time) : IHistory
{
    /// <summary>The event up to which this round has looked: those before it are gone, or are still needed.</summary>
    private long _after;

    public async Task<bool> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var prune = new PruneOperation(before, time.GetUtcNow(), _after, cancellationToken);
        await writer.WriteAsync(prune);
        _after = prune.LookedThrough ?? 0;
        return prune.IsMore;
    }
}
