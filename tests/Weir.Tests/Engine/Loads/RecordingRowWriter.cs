using System.Text;

using Weir.Engine.Warehouses;

namespace Weir.Tests.Engine.Loads;

/// <summary>Keeps what is written to it, cell by cell.</summary>
internal sealed class RecordingRowWriter(int columns, int capacity) : RowWriter
{
    private static readonly object Unset = new();

    private readonly object?[][] _rows =
        [.. Enumerable.Range(0, capacity).Select(_ => Enumerable.Repeat(Unset, columns).ToArray())];

    public override int Capacity => capacity;

    /// <summary>Gives the first rows and forgets them.</summary>
    public List<object?[]> Take(int count)
    {
        List<object?[]> taken = [.. _rows.Take(count).Select(row => row.ToArray())];
        Assert.DoesNotContain(taken, row => row.Contains(Unset));
        foreach (var row in _rows)
        {
            Array.Fill(row, Unset);
        }

        return taken;
    }

    public override void SetNull(int column, int row) => _rows[row][column] = null;

    public override void SetBoolean(int column, int row, bool value) => _rows[row][column] = value;

    public override void SetInt16(int column, int row, short value) => _rows[row][column] = value;

    public override void SetInt32(int column, int row, int value) => _rows[row][column] = value;

    public override void SetInt64(int column, int row, long value) => _rows[row][column] = value;

    public override void SetInt128(int column, int row, Int128 value) => _rows[row][column] = value;

    public override void SetSingle(int column, int row, float value) => _rows[row][column] = value;

    public override void SetDouble(int column, int row, double value) => _rows[row][column] = value;

    public override void SetDecimal(int column, int row, Int128 unscaled) => _rows[row][column] = unscaled;

    public override void SetDate(int column, int row, int days) => _rows[row][column] = DateOnly.FromDayNumber(days + 719_162);

    public override void SetMicroseconds(int column, int row, long microseconds) => _rows[row][column] = microseconds;

    public override void SetUuid(int column, int row, Guid value) => _rows[row][column] = value;

    public override void SetText(int column, int row, ReadOnlySpan<byte> utf8) =>
        _rows[row][column] = new UTF8Encoding(false, true).GetString(utf8);
}
