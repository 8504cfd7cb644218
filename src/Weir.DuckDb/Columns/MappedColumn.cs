namespace Weir.DuckDb.Columns;

/// <summary>A column whose values lie in memory as one type and are read as another.</summary>
internal sealed unsafe class MappedColumn<TStored, T>(string typeName, Func<TStored, T> map) : TypedColumn<T>(typeName)
    where TStored : unmanaged
{
    public override T At(long row) => map(((TStored*)Data)[row]);
}
