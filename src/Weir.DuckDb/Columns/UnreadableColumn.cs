namespace Weir.DuckDb.Columns;

/// <summary>A column of a type that has no reader, such as VARIANT. NULLs are read; a value says how to get at it.</summary>
internal sealed class UnreadableColumn(string typeName) : Column(typeName, typeof(object))
{
    protected override object Value(long row) =>
        throw new NotSupportedException($"A value of type {TypeName} cannot be read; select it cast to VARCHAR or JSON.");
}
