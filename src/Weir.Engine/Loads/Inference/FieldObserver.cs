using Weir.Engine.Warehouses;

namespace Weir.Engine.Loads.Inference;

/// <summary>Looks at the texts of rows for what they may mean, and keeps none.</summary>
/// <param name="columns">How many columns the rows have.</param>
internal sealed class FieldObserver(int columns) : RowWriter
{
    private readonly Sightings[] _seen = [.. Enumerable.Range(0, columns).Select(_ => new Sightings())];
    private readonly Scalars[] _row = new Scalars[columns];

    public override int Capacity => 2048;

    /// <summary>What was seen, by column.</summary>
    public IReadOnlyList<Sightings> Seen => _seen;

    public override void SetNull(int column, int row) => _row[column] = Scalars.None;

    public override void SetText(int column, int row, ReadOnlySpan<byte> utf8) =>
        _row[column] = ScalarTypes.OfField(utf8, _seen[column].Kinds);

    /// <summary>The load's id, with which every row ends: the row is whole.</summary>
    public override void SetInt64(int column, int row, long value)
    {
        for (var index = 0; index < _row.Length; index++)
        {
            if (_row[index] != Scalars.None)
            {
                _seen[index].Note(_row[index], value);
            }
        }
    }

    public override void SetBoolean(int column, int row, bool value) => throw OnlyTexts();

    public override void SetInt16(int column, int row, short value) => throw OnlyTexts();

    public override void SetInt32(int column, int row, int value) => throw OnlyTexts();

    public override void SetInt128(int column, int row, Int128 value) => throw OnlyTexts();

    public override void SetSingle(int column, int row, float value) => throw OnlyTexts();

    public override void SetDouble(int column, int row, double value) => throw OnlyTexts();

    public override void SetDecimal(int column, int row, Int128 unscaled) => throw OnlyTexts();

    public override void SetDate(int column, int row, int days) => throw OnlyTexts();

    public override void SetMicroseconds(int column, int row, long microseconds) => throw OnlyTexts();

    public override void SetUuid(int column, int row, Guid value) => throw OnlyTexts();

    private static InvalidOperationException OnlyTexts() => new("The rows of a file are texts until their types are known.");
}
