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
            Removed += Remove(tables, name, version) ? 1 : 0;
        }
    }

    /// <summary>Lets versions not be found any more, where they still are.</summary>
    public static void Remove(StateTables tables, IEnumerable<StoredObject> versions)
    {
        foreach (var stored in versions)
        {
            Remove(tables, stored.Name, stored.Version);
        }
    }

    private static bool Remove(StateTables tables, ObjectName name, long? version)
    {
        if (tables.Objects.Current(name) is not { } current || (version is not null && current.Version != version))
        {
            return false;
        }

        tables.Garbage.Insert(current);
        tables.Objects.Delete(name);
        return true;
    }
}
