using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>A row source as a table that DuckDB can select from.</summary>
internal sealed class RowSourceTable(IRowSource source) : HostTable
{
    public override IReadOnlyList<HostColumn> Columns { get; } =
        [.. source.Shape.Columns.Select(c => new HostColumn(c.Name, TypeOf(c.Type)))];

    public override int MaxThreads => source.MaxReaders;

    public override HostScan OpenScan(CancellationToken cancellation) => new Scan(source.OpenReader(), source.Shape, cancellation);

    private static DuckDbType TypeOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Boolean => DuckDbType.Boolean,
        ColumnKind.SmallInt => DuckDbType.SmallInt,
        ColumnKind.Integer => DuckDbType.Integer,
        ColumnKind.BigInt => DuckDbType.BigInt,
        ColumnKind.HugeInt => DuckDbType.HugeInt,
        ColumnKind.Real => DuckDbType.Float,
        ColumnKind.Double => DuckDbType.Double,
        ColumnKind.Decimal => DuckDbType.Decimal(type.Precision, type.Scale),
        ColumnKind.Date => DuckDbType.Date,
        ColumnKind.Time => DuckDbType.Time,
        ColumnKind.Timestamp => DuckDbType.Timestamp,
        ColumnKind.TimestampTz => DuckDbType.TimestampTz,
        ColumnKind.Uuid => DuckDbType.Uuid,
        _ => DuckDbType.Varchar,
    };

    private sealed class Scan(IRowReader reader, TableShape shape, CancellationToken cancellation) : HostScan
    {
        private readonly VectorRows _rows = new(shape);

        public override int Fill(DataChunkWriter chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            _rows.Use(chunk);
            return reader.Read(_rows);
        }

        protected override void Dispose(bool disposing)
        {
            reader.Dispose();
            base.Dispose(disposing);
        }
    }
}
