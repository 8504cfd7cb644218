namespace Weir.DuckDb;

/// <summary>The chunk of rows that a <see cref="HostScan"/> fills, column by column. A scan is given the same one each time.</summary>
public sealed class DataChunkWriter
{
    /// <summary>How many rows a chunk holds.</summary>
    public const int Capacity = 2048;

    private readonly VectorWriter[] _columns;

    internal DataChunkWriter(IEnumerable<DuckDbType> types) => _columns = [.. types.Select(type => new VectorWriter(type))];

    /// <summary>How many columns there are.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>The writer of a column.</summary>
    /// <param name="column">The column's place among <see cref="HostTable.Columns"/>, from 0.</param>
    public VectorWriter this[int column] => _columns[column];
}
