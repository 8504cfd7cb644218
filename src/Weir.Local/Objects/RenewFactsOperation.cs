using Weir.Buckets;
using Weir.Local.State;

namespace Weir.Local.Objects;

/// <summary>Writes down how files look now that were touched and still hold the version that landed.</summary>
/// <param name="looks">The versions, with their new locations.</param>
/// <param name="cancellationToken">Withdraws the operation while it still waits.</param>
internal sealed class RenewFactsOperation(IReadOnlyList<StoredObject> looks, CancellationToken cancellationToken)
    : WriteOperation(looks.Count, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters)
    {
        foreach (var stored in looks)
        {
            tables.Objects.Relocate(stored);
        }
    }
}
