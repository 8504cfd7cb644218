using Weir.DuckDb.Native;

namespace Weir.DuckDb.Columns;

/// <summary>An ARRAY column: each row is as many values of the child vector as the type says.</summary>
internal sealed class ArrayColumn(Column element, int size) : TypedColumn<object?[]>($"{element.TypeName}[{size}]")
{
    public override void Attach(nint vector)
    {
        base.Attach(vector);
        element.Attach(NativeVectors.ArrayChild(vector));
    }

    public override object?[] At(long row)
    {
        var values = new object?[size];
        for (var i = 0; i < size; i++)
        {
            values[i] = element.ValueOrNull((row * size) + i);
        }

        return values;
    }
}
