using Weir.Loads;

namespace Weir.Local.Warehouses.Merging;

/// <summary>Staged rows that take the place of others.</summary>
internal interface IReplacingRows
{
    /// <summary>Puts the rows in their places, after the history of their files.</summary>
    void Publish(IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken);
}
