using Weir.Buckets;
using Weir.Local.State;

namespace Weir.Local.Objects;

/// <summary>Says something else of a version, while its name finds it.</summary>
internal sealed class ReplaceAttributesOperation(StoredObject version, string attributes, CancellationToken cancellationToken)
    : WriteOperation(1, cancellationToken)
{
    public bool Replaced { get; private set; }

    public override void Write(StateTables tables, StateCounters counters)
    {
        Replaced = tables.Objects.Current(version.Name)?.Version == version.Version;
        if (Replaced)
        {
            tables.Attributes.Put(version.Version, attributes);
        }
    }
}
