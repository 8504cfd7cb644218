using Weir.Buckets;
using Weir.Loads;

namespace Weir.Engine.Triggers;

/// <summary>A file, and a table that takes it.</summary>
/// <param name="Table">The table.</param>
/// <param name="File">The file's current version.</param>
/// <param name="Last">How its last load ended; none when it was never loaded.</param>
internal sealed record Reload(string Table, StoredObject File, LoadStatus? Last)
{
    /// <summary>Whether the table is to load it: nothing of it stands there, and no newer file has taken its place.</summary>
    public bool IsDue => Last is null or LoadStatus.LoadFailed or LoadStatus.Unloaded;
}
