using Weir.Local.Warehouses;

namespace Weir.Local.Lake;

/// <summary>Changes of files whose commit failed: nobody knows whether it is on the disk.</summary>
/// <remarks>
/// The manifest says so, once it can be read again. To leave that to the next start would fill a full disk with the files of every
/// further try.
/// </remarks>
/// <param name="store">The warehouse.</param>
internal sealed class LakeDoubts(DuckDbStore store)
{
    private readonly Lock _gate = new();
    private readonly Queue<LakeChange> _changes = new();

    public void Add(LakeChange change)
    {
        lock (_gate)
        {
            _changes.Enqueue(change);
        }
    }

    /// <summary>Finds out of each whether it went through, and deletes its files when it did not.</summary>
    /// <param name="show">Shows the files of one that did.</param>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6001: the warehouse cannot be read yet.</exception>
    public void Settle(Action<LakeChange> show)
    {
        lock (_gate)
        {
            while (_changes.TryPeek(out var change))
            {
                if (store.Use("looking after the files of tables", rental => change.IsIn(LakeManifest.Files(rental, change.Table.Name))))
                {
                    show(change);
                }
                else
                {
                    change.Discard();
                }

                _changes.Dequeue();
            }
        }
    }
}
