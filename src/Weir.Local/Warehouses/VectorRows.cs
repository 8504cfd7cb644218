using Weir.DuckDb;
using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>Writes rows straight into DuckDB's vectors.</summary>
/// <remarks>A decimal is stored in the narrowest integer that its precision needs, so every column knows its own.</remarks>
internal sealed class VectorRows(TableShape shape) : RowWriter
{
    private readonly byte[] _precisions = [.. shape.Columns.Select(c => c.Type.Precision)];
    private DataChunkWriter _chunk = null!;

    public override int Capacity => DataChunkWriter.Capacity;

    /// <summary>Writes into this chunk from now on.</summary>
    public void Use(DataChunkWriter chunk) => _chunk = chunk;

    public override void SetNull(int column, int row) => _chunk[column].SetNull(row);

    public override void SetBoolean(int column, int row, bool value) => _chunk[column].Set(row, value);

    public override void SetInt16(int column, int row, short value) => _chunk[column].Set(row, value);

    public override void SetInt32(int column, int row, int value) => _chunk[column].Set(row, value);

    public override void SetInt64(int column, int row, long value) => _chunk[column].Set(row, value);

    public override void SetInt128(int column, int row, Int128 value) => _chunk[column].Set(row, value);

    public override void SetSingle(int column, int row, float value) => _chunk[column].Set(row, value);

    public override void SetDouble(int column, int row, double value) => _chunk[column].Set(row, value);

    public override void SetDecimal(int column, int row, Int128 unscaled)
    {
        switch (_precisions[column])
        {
            case <= 4:
                _chunk[column].Set(row, (short)unscaled);
                break;
            case <= 9:
                _chunk[column].Set(row, (int)unscaled);
                break;
            case <= 18:
                _chunk[column].Set(row, (long)unscaled);
                break;
            default:
                _chunk[column].Set(row, unscaled);
                break;
        }
    }

    public override void SetDate(int column, int row, int days) => _chunk[column].Set(row, days);

    public override void SetMicroseconds(int column, int row, long microseconds) => _chunk[column].Set(row, microseconds);

    public override void SetUuid(int column, int row, Guid value) => _chunk[column].SetGuid(row, value);

    public override void SetText(int column, int row, ReadOnlySpan<byte> utf8) => _chunk[column].SetCheckedString(row, utf8);
}
