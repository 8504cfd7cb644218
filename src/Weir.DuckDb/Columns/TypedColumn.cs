namespace Weir.DuckDb.Columns;

/// <summary>A column whose values are read without boxing.</summary>
internal abstract class TypedColumn<T>(string typeName) : Column(typeName, typeof(T))
{
    /// <summary>The value of a row that is not NULL.</summary>
    public abstract T At(long row);

    protected sealed override object? Value(long row) => At(row);
}
