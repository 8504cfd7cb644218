using Weir.Local.State;

namespace Weir.Local.Objects;

/// <summary>Strikes off garbage whose content is to be deleted.</summary>
internal sealed class ForgetGarbageOperation(IReadOnlyList<GarbageRow> rows, CancellationToken cancellationToken)
    : WriteOperation(rows.Count, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters)
    {
        foreach (var row in rows)
        {
            tables.Garbage.Delete(row.Version);
            tables.Attributes.Delete(row.Version);
        }
    }
}
