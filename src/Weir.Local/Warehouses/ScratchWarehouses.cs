using Weir.Buckets;
using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>Warehouses that last for a moment, each a file of its own.</summary>
/// <param name="store">The environment's own warehouse.</param>
/// <param name="pathOf">Where an object's content is, for the formats that DuckDB reads itself.</param>
/// <param name="folder">Where the files are; it is emptied when an environment is opened.</param>
/// <param name="time">The clock.</param>
internal sealed class ScratchWarehouses(
    Func<DuckDbStore> store, Func<StoredObject, string> pathOf, string folder, TimeProvider time) : IScratchWarehouses
{
    public IScratchWarehouse Open() => new ScratchWarehouse(
        store, pathOf, Directory.CreateDirectory(Path.Combine(folder, $"scratch-{Path.GetRandomFileName()}")).FullName, time);
}
