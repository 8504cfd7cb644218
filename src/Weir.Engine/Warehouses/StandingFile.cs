using Weir.Buckets;

namespace Weir.Engine.Warehouses;

/// <summary>The file whose rows, and no others, stand in a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="LoadId">The load that its rows carry.</param>
/// <param name="File">The newest version with this content.</param>
internal sealed record StandingFile(string Table, long LoadId, StoredObject File)
{
    /// <summary>Whether a version brings what stands there already.</summary>
    public bool IsSame(StoredObject file) => File.Name == file.Name && File.ETag == file.ETag;
}
