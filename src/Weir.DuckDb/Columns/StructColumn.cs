using Weir.DuckDb.Native;

namespace Weir.DuckDb.Columns;

/// <summary>A STRUCT column: one child vector for each field.</summary>
internal sealed class StructColumn(string typeName, (string Name, Column Column)[] fields)
    : TypedColumn<Dictionary<string, object?>>(typeName)
{
    public override void Attach(nint vector)
    {
        base.Attach(vector);
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i].Column.Attach(NativeVectors.StructChild(vector, (ulong)i));
        }
    }

    public override Dictionary<string, object?> At(long row)
    {
        var values = new Dictionary<string, object?>(fields.Length);
        foreach (var (name, column) in fields)
        {
            values[name] = column.ValueOrNull(row);
        }

        return values;
    }
}
