namespace Weir.DuckDb.Columns;

/// <summary>A column whose values lie in memory just as the runtime has them.</summary>
internal sealed unsafe class FixedColumn<T>(string typeName) : TypedColumn<T>(typeName)
    where T : unmanaged
{
    public override T At(long row) => ((T*)Data)[row];
}
