using Weir.DuckDb.HostTables;

namespace Weir.DuckDb;

/// <summary>The chunk of rows that a <see cref="HostScan"/> fills, column by column.</summary>
public readonly ref struct DataChunkWriter
{
    /// <summary>How many rows a chunk holds.</summary>
    public const int Capacity = 2048;

    private readonly Span<VectorSlot> _slots;

    internal DataChunkWriter(Span<VectorSlot> slots) => _slots = slots;

    /// <summary>How many columns there are.</summary>
    public int ColumnCount => _slots.Length;

    /// <summary>The writer of a column. Get it once for each chunk rather than for each row.</summary>
    /// <param name="column">The column's place among <see cref="HostTable.Columns"/>, from 0.</param>
    public VectorWriter this[int column] => new(ref _slots[column]);
}
