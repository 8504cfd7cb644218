using Weir.DuckDb.Native;

namespace Weir.DuckDb.Columns;

/// <summary>A UNION column: the first child vector says which of the others holds the row's value.</summary>
internal sealed class UnionColumn(string typeName, Column[] members) : Column(typeName, typeof(object))
{
    private readonly FixedColumn<byte> _tag = new("UTINYINT");

    public override void Attach(nint vector)
    {
        base.Attach(vector);
        _tag.Attach(NativeVectors.StructChild(vector, 0));
        for (var i = 0; i < members.Length; i++)
        {
            members[i].Attach(NativeVectors.StructChild(vector, (ulong)i + 1));
        }
    }

    protected override object? Value(long row) => _tag.IsNull(row) ? null : members[_tag.At(row)].ValueOrNull(row);
}
