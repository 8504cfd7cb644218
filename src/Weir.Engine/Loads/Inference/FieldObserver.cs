using Weir.Engine.Warehouses;

namespace Weir.Engine.Loads.Inference;

/// <summary>Looks at the texts of rows for what they may mean, and keeps none.</summary>
/// <param name="columns">How many columns the rows have.</param>
internal sealed class FieldObserver(int columns) : RowWriter
{
    private readonly Scalars[] _seen = new Scalars[columns];

    public override int Capacity => 2048;

    /// <summary>What was seen, by column.</summary>
    public IReadOnlyList<Scalars> Seen => _seen;

    public override void SetNull(int column, int row)
    {
    }

    public override void SetText(int column, int row, ReadOnlySpan<byte> utf8) =>
        _seen[column] |= ScalarTypes.OfField(utf8, _seen[column]);

    /// <summary>The load's id, which every row has.</summary>
    public override void SetInt64(int column, int row, long value)
    {
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
