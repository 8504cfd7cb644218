using Weir.Local.State;

namespace Weir.Local.Objects;

/// <summary>Finds garbage that nobody is waiting for any more. It writes nothing, but looks where nothing moves.</summary>
internal sealed class FindGarbageOperation(long after, CancellationToken cancellationToken)
    : WriteOperation(Batch, cancellationToken)
{
    /// <summary>Rows looked at in one go.</summary>
    public const int Batch = 500;

    /// <summary>What was looked at, and whether it may go.</summary>
    public List<(GarbageRow Row, bool IsFree)> Found { get; } = [];

    public override void Write(StateTables tables, StateCounters counters)
    {
        Found.Clear();
        var posted = counters.Posted == 0 ? [] : tables.Outbox.Versions();
        foreach (var row in tables.Garbage.After(after, Batch))
        {
            var needed = posted.Contains(row.Version) || tables.Deliveries.AnyOf(row.FirstDelivery, row.Deliveries);
            Found.Add((row, !needed));
        }
    }
}
