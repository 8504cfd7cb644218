using Weir.Engine.Warehouses;

namespace Weir.Engine.Loads.Reading;

/// <summary>Rows, and behind their own columns those whose values come from the names of their files.</summary>
internal sealed class RowsWithFileColumns : IRowSource
{
    private readonly IRowSource _rows;
    private readonly int _loadId;
    private readonly Dictionary<long, Action<RowWriter, int, int>[]> _writers;

    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns. One that the rows have already is theirs.</param>
    /// <param name="files">The files.</param>
    public RowsWithFileColumns(IRowSource rows, FileColumns columns, IEnumerable<LoadFile> files)
    {
        _rows = rows;
        _loadId = rows.Shape.Columns.ToList().FindIndex(column => column.Name == DeclaredShape.LoadId);
        var own = columns.Columns.Index()
            .Where(c => !rows.Shape.Columns.Any(other => other.Name.Equals(c.Item.Name, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        Shape = rows.Shape with { Columns = [.. rows.Shape.Columns, .. own.Select(c => c.Item)] };
        _writers = files.ToDictionary(file => file.LoadId, file =>
        {
            var values = columns.ValuesOf(file);
            return own.Select(c => FileColumns.Writer(c.Item.Type, values[c.Index])!).ToArray();
        });
    }

    public TableShape Shape { get; }

    public int MaxReaders => _rows.MaxReaders;

    public IRowReader OpenReader() => new Reader(_rows.OpenReader(), this);

    private sealed class Reader(IRowReader rows, RowsWithFileColumns source) : IRowReader
    {
        public int Read(RowWriter to) => rows.Read(new Writer(to, source));

        public void Dispose() => rows.Dispose();
    }

    /// <summary>Passes cells on, and adds a file's own when it hears which load a row is of.</summary>
    private sealed class Writer(RowWriter to, RowsWithFileColumns source) : RowWriter
    {
        public override int Capacity => to.Capacity;

        public override void SetInt64(int column, int row, long value)
        {
            to.SetInt64(column, row, value);
            if (column == source._loadId)
            {
                var writers = source._writers[value];
                for (var index = 0; index < writers.Length; index++)
                {
                    writers[index](to, source._rows.Shape.Columns.Count + index, row);
                }
            }
        }

        public override void SetNull(int column, int row) => to.SetNull(column, row);

        public override void SetBoolean(int column, int row, bool value) => to.SetBoolean(column, row, value);

        public override void SetInt16(int column, int row, short value) => to.SetInt16(column, row, value);

        public override void SetInt32(int column, int row, int value) => to.SetInt32(column, row, value);

        public override void SetInt128(int column, int row, Int128 value) => to.SetInt128(column, row, value);

        public override void SetSingle(int column, int row, float value) => to.SetSingle(column, row, value);

        public override void SetDouble(int column, int row, double value) => to.SetDouble(column, row, value);

        public override void SetDecimal(int column, int row, Int128 unscaled) => to.SetDecimal(column, row, unscaled);

        public override void SetDate(int column, int row, int days) => to.SetDate(column, row, days);

        public override void SetMicroseconds(int column, int row, long microseconds) => to.SetMicroseconds(column, row, microseconds);

        public override void SetUuid(int column, int row, Guid value) => to.SetUuid(column, row, value);

        public override void SetText(int column, int row, ReadOnlySpan<byte> utf8) => to.SetText(column, row, utf8);
    }
}
