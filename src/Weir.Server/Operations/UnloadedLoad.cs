using Weir.Engine.Warehouses;

namespace Weir.Server.Operations;

/// <summary>A load whose rows were taken out of its table.</summary>
internal sealed record UnloadedLoad(long LoadId, string Table, string File, long RowsRemoved)
{
    public static UnloadedLoad Of(Unloaded unloaded) =>
        new(unloaded.Load.LoadId, unloaded.Load.Table, unloaded.Load.File.Name.ToString(), unloaded.Rows);
}
