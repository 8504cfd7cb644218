using Weir.DuckDb.Native;

namespace Weir.DuckDb.Columns;

/// <summary>A MAP column, which is stored as a list of structs of key and value.</summary>
internal sealed unsafe class MapColumn(Column key, Column value)
    : TypedColumn<Dictionary<object, object?>>($"MAP({key.TypeName}, {value.TypeName})")
{
    public override void Attach(nint vector)
    {
        base.Attach(vector);
        var entries = NativeVectors.ListChild(vector);
        key.Attach(NativeVectors.StructChild(entries, 0));
        value.Attach(NativeVectors.StructChild(entries, 1));
    }

    public override Dictionary<object, object?> At(long row)
    {
        var entry = ((ListEntry*)Data)[row];
        var map = new Dictionary<object, object?>(ValueSize.CheckElements(entry.Length));
        for (var i = (long)entry.Offset; i < (long)(entry.Offset + entry.Length); i++)
        {
            map[key.ValueOrNull(i)!] = value.ValueOrNull(i);
        }

        return map;
    }
}
