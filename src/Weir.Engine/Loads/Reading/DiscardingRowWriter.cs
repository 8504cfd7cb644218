using Weir.Engine.Warehouses;

namespace Weir.Engine.Loads.Reading;

/// <summary>Takes rows that are only to be checked.</summary>
internal sealed class DiscardingRowWriter : RowWriter
{
    public override int Capacity => 2048;

    public override void SetNull(int column, int row)
    {
    }

    public override void SetBoolean(int column, int row, bool value)
    {
    }

    public override void SetInt16(int column, int row, short value)
    {
    }

    public override void SetInt32(int column, int row, int value)
    {
    }

    public override void SetInt64(int column, int row, long value)
    {
    }

    public override void SetInt128(int column, int row, Int128 value)
    {
    }

    public override void SetSingle(int column, int row, float value)
    {
    }

    public override void SetDouble(int column, int row, double value)
    {
    }

    public override void SetDecimal(int column, int row, Int128 unscaled)
    {
    }

    public override void SetDate(int column, int row, int days)
    {
    }

    public override void SetMicroseconds(int column, int row, long microseconds)
    {
    }

    public override void SetUuid(int column, int row, Guid value)
    {
    }

    public override void SetText(int column, int row, ReadOnlySpan<byte> utf8)
    {
    }
}
