using Weir.Datasets;
using Weir.Local.State;

namespace Weir.Local.Datasets;

/// <summary>Lets none of a dataset's objects be found any more.</summary>
internal sealed class RemoveDatasetOperation(DatasetRoot root, DatasetName name, CancellationToken cancellationToken)
    : WriteOperation(1, cancellationToken)
{
    public int Removed { get; private set; }

    public override void Write(StateTables tables, StateCounters counters)
    {
        var objects = tables.Objects.List(root.Bucket, root.FolderOf(name), null, int.MaxValue);
        foreach (var each in objects)
        {
            if (tables.Objects.Current(each.Name) is { } current)
            {
                tables.Garbage.Insert(current);
                tables.Objects.Delete(each.Name);
            }
        }

        tables.Datasets.Delete(root, name);
        Removed = objects.Count;
    }
}
