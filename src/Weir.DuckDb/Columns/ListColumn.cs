using Weir.DuckDb.Native;

namespace Weir.DuckDb.Columns;

/// <summary>A LIST column: each row is a stretch of the child vector.</summary>
internal sealed unsafe class ListColumn(Column element) : TypedColumn<object?[]>(element.TypeName + "[]")
{
    public override void Attach(nint vector)
    {
        base.Attach(vector);
        element.Attach(NativeVectors.ListChild(vector));
    }

    public override object?[] At(long row)
    {
        var entry = ((ListEntry*)Data)[row];
        var values = new object?[ValueSize.CheckElements(entry.Length)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = element.ValueOrNull(checked((long)entry.Offset + i));
        }

        return values;
    }
}
