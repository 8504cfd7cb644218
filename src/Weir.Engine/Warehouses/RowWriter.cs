namespace Weir.Engine.Warehouses;

/// <summary>
/// Takes rows, cell by cell, straight into a backend's own columns. Every cell of a row must be set or set to null; setting
/// a cell again replaces it, so a row given up halfway is simply written over.
/// </summary>
internal abstract class RowWriter
{
    /// <summary>Rows that fit in one turn.</summary>
    public abstract int Capacity { get; }

    public abstract void SetNull(int column, int row);

    public abstract void SetBoolean(int column, int row, bool value);

    public abstract void SetInt16(int column, int row, short value);

    public abstract void SetInt32(int column, int row, int value);

    public abstract void SetInt64(int column, int row, long value);

    public abstract void SetInt128(int column, int row, Int128 value);

    public abstract void SetSingle(int column, int row, float value);

    public abstract void SetDouble(int column, int row, double value);

    /// <summary>A decimal of the column's own scale.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="row">The row's index.</param>
    /// <param name="unscaled">The value times ten to the power of the column's scale; it fits the column's precision.</param>
    public abstract void SetDecimal(int column, int row, Int128 unscaled);

    /// <param name="column">The column's index.</param>
    /// <param name="row">The row's index.</param>
    /// <param name="days">Days since 1970-01-01.</param>
    public abstract void SetDate(int column, int row, int days);

    /// <summary>A time of day, a timestamp or an instant, by the column's type.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="row">The row's index.</param>
    /// <param name="microseconds">Since midnight, or since 1970-01-01 (UTC for an instant).</param>
    public abstract void SetMicroseconds(int column, int row, long microseconds);

    public abstract void SetUuid(int column, int row, Guid value);

    /// <summary>Text, or the text of a JSON value.</summary>
    /// <param name="column">The column's index.</param>
    /// <param name="row">The row's index.</param>
    /// <param name="utf8">Valid UTF-8; copied before the call returns.</param>
    public abstract void SetText(int column, int row, ReadOnlySpan<byte> utf8);
}
