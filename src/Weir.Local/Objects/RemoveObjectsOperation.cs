using Weir.Buckets;
using Weir.Local.State;

namespace Weir.Local.Objects;

/// <summary>Lets names find nothing any more.</summary>
/// <param name="names">The names.</param>
/// <param name="version">The only version to remove; whichever stands there when none.</param>
/// <param name="cancellationToken">Withdraws the operation while it still waits.</param>
internal sealed class RemoveObjectsOperation(
    IReadOnlyList<ObjectName> names, long? version, CancellationToken cancellationToken)
    : WriteOperation(names.Count, cancellationToken)
{
    public int Removed { get; private set; }

    public override void Write(StateTables tables, StateCounters counters)
    {
        Removed = 0;
        foreach (var name in names)
        {
            if (tables.Objects.Current(name) is { } current && (version is null || current.Version == version))
            {
                tables.Garbage.Insert(current);
                tables.Objects.Delete(name);
                Removed++;
            }
        }
    }
}
