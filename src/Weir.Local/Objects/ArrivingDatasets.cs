using Weir.Buckets;
using Weir.Datasets;

namespace Weir.Local.Objects;

/// <summary>
/// Holds files back that belong to a dataset of which others are not complete yet, so that a folder which came at once is found at
/// once: what somebody else renamed into place, or Weir itself before it died.
/// </summary>
internal sealed class ArrivingDatasets
{
    private readonly Dictionary<ObjectName, StoredObject> _held = [];

    /// <summary>Whether a file is held, and looks as it did then.</summary>
    public bool Holds(ObjectName name, FileFacts facts) =>
        _held.TryGetValue(name, out var held) && held.Size == facts.Size && held.Location == FolderBucket.Location(facts);

    /// <summary>Forgets a file that is gone.</summary>
    public void Drop(ObjectName name) => _held.Remove(name);

    /// <summary>What may be given out of what is complete now and was before.</summary>
    /// <param name="complete">Files that are complete now.</param>
    /// <param name="candidates">Files that are not.</param>
    public IReadOnlyList<StoredObject> Take(IReadOnlyList<StoredObject> complete, IEnumerable<ObjectName> candidates)
    {
        var free = new List<StoredObject>(complete.Count);
        foreach (var file in complete)
        {
            if (DatasetOf(file.Name) is null)
            {
                free.Add(file);
            }
            else
            {
                _held[file.Name] = file;
            }
        }

        if (_held.Count > 0)
        {
            var open = candidates.Select(DatasetOf).OfType<ObjectName>().ToHashSet();
            var released = _held.Values.Where(held => !open.Contains(DatasetOf(held.Name)!.Value)).OrderBy(held => held.Version).ToList();
            released.ForEach(file => _held.Remove(file.Name));
            free.AddRange(released);
        }

        return free;
    }

    private static ObjectName? DatasetOf(ObjectName name) => DatasetKey.Find(name.Key) is { Name: { } dataset } found
        ? new ObjectName(name.Bucket, new DatasetRoot(name.Bucket, found.Prefix).FolderOf(dataset))
        : null;
}
