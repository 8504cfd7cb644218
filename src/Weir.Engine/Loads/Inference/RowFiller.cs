using Weir.Engine.Loads.Values;
using Weir.Engine.Warehouses;

namespace Weir.Engine.Loads.Inference;

/// <summary>Writes the inferred columns of rows.</summary>
internal sealed class RowFiller(IReadOnlyList<FlatColumn> columns)
{
    private readonly RowSlots _slots = new(columns);
    private readonly Token[] _tokens = new Token[columns.Count];
    private readonly Cells _cells =
        new([.. columns.Select((column, slot) => new CellColumn(column.Name, column.Type, !column.IsRequired, slot))]);

    /// <returns>False when a value does not fit: <see cref="Explain"/> says which and why.</returns>
    public bool TryWrite(JsonMembers members, in Token row, RowWriter rows, int index)
    {
        _slots.Fill(members, row, _tokens);
        return _cells.TryWrite(_tokens, rows, index);
    }

    /// <summary>Why the last row did not fit.</summary>
    public Misfit Explain() => _cells.Explain(_tokens);
}
