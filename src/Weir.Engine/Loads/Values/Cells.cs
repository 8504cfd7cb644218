using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Values;

/// <summary>
/// Turns a row's tokens into the cells of its columns. What fits is in <c>docs/guides/types.md</c>: a value is stored exactly
/// as it is meant, or the row is refused. Used by one thread at a time.
/// </summary>
internal sealed class Cells
{
    private readonly CellColumn[] _columns;
    private readonly TextOfToken _text;
    private Fit _fit;
    private int _misfit;

    /// <param name="columns">The columns.</param>
    /// <param name="text">Gives tokens as text; as JSON and usual CSV have them when left out.</param>
    public Cells(IReadOnlyList<CellColumn> columns, TextOfToken? text = null) => (_columns, _text) = ([.. columns], text ?? new TextOfToken());

    /// <summary>Writes a row's cells. Columns beyond those of the constructor are the caller's.</summary>
    /// <returns>False when a value does not fit: <see cref="Explain"/> says which and why.</returns>
    public bool TryWrite(ReadOnlySpan<Token> tokens, RowWriter rows, int row)
    {
        var columns = _columns;
        for (var index = 0; index < columns.Length; index++)
        {
            var column = columns[index];
            ref readonly var token = ref tokens[column.Token];
            _fit = token.Kind <= TokenKind.Null ? Lack(column, rows, index, row) : Write(column, token, rows, index, row);
            if (_fit != Fit.Fits)
            {
                _misfit = index;
                return false;
            }
        }

        return true;
    }

    /// <summary>Why the last row did not fit.</summary>
    public Misfit Explain(ReadOnlySpan<Token> tokens)
    {
        var column = _columns[_misfit];
        return Misfits.Explain(column, tokens[column.Token], _fit);
    }

    private static Fit Lack(CellColumn column, RowWriter rows, int index, int row)
    {
        rows.SetNull(index, row);
        return column.Nullable ? Fit.Fits : Fit.Missing;
    }

    private Fit Write(CellColumn cell, in Token token, RowWriter rows, int column, int row)
    {
        Fit fit;
        var type = cell.Type;
        switch (type.Kind)
        {
            case ColumnKind.Varchar:
                fit = _text.TryGet(token, anyKind: true, out var text);
                rows.SetText(column, row, text);
                return fit;
            case ColumnKind.BigInt:
                fit = Whole(token, long.MinValue, long.MaxValue, out var bigInt);
                rows.SetInt64(column, row, bigInt);
                return fit;
            case ColumnKind.Integer:
                fit = Whole(token, int.MinValue, int.MaxValue, out var integer);
                rows.SetInt32(column, row, (int)integer);
                return fit;
            case ColumnKind.SmallInt:
                fit = Whole(token, short.MinValue, short.MaxValue, out var smallInt);
                rows.SetInt16(column, row, (short)smallInt);
                return fit;
            case ColumnKind.Double:
                double number = 0;
                fit = TryGetNumeral(token, out text) ? Numbers.TryDouble(text, out number) : Fit.WrongForm;
                rows.SetDouble(column, row, number);
                return fit;
            case ColumnKind.Decimal:
                Int128 unscaled = 0;
                fit = TryGetNumeral(token, out text)
                    ? Numbers.TryDecimal(text, type.Precision, type.Scale, out unscaled)
                    : Fit.WrongForm;
                rows.SetDecimal(column, row, fit == Fit.Fits ? unscaled : 0);
                return fit;
            case ColumnKind.Timestamp or ColumnKind.TimestampTz:
                long moment = 0;
                fit = TryGetText(token, out text) && (cell.Pattern is { } pattern ? pattern.TryTimestamp(text, out moment) : Moments.TryTimestamp(text, out moment)) ? Fit.Fits : Fit.WrongForm;
                rows.SetMicroseconds(column, row, moment);
                return fit;
            case ColumnKind.Boolean:
                fit = Booleans.TryRead(token, _text, out var flag);
                rows.SetBoolean(column, row, flag);
                return fit;
            default:
                return WriteRare(cell, token, rows, column, row);
        }
    }

    private Fit WriteRare(CellColumn cell, in Token token, RowWriter rows, int column, int row)
    {
        Fit fit;
        var type = cell.Type;
        switch (type.Kind)
        {
            case ColumnKind.Date:
                var days = 0;
                fit = TryGetText(token, out var text) && (cell.Pattern is { } pattern ? pattern.TryDate(text, out days) : Moments.TryDate(text, out days)) ? Fit.Fits : Fit.WrongForm;
                rows.SetDate(column, row, days);
                return fit;
            case ColumnKind.Time:
                long time = 0;
                fit = TryGetText(token, out text) && Moments.TryTime(text, out time) ? Fit.Fits : Fit.WrongForm;
                rows.SetMicroseconds(column, row, time);
                return fit;
            case ColumnKind.HugeInt:
                Int128 hugeInt = 0;
                fit = TryGetNumeral(token, out text) ? Numbers.TryInt128(text, out hugeInt) : Fit.WrongForm;
                rows.SetInt128(column, row, hugeInt);
                return fit;
            case ColumnKind.Real:
                float number = 0;
                fit = TryGetNumeral(token, out text) ? Numbers.TrySingle(text, out number) : Fit.WrongForm;
                rows.SetSingle(column, row, number);
                return fit;
            case ColumnKind.Uuid:
                var uuid = Guid.Empty;
                fit = TryGetText(token, out text) && text.Length is 32 or 36 && Guid.TryParse(text, out uuid)
                    ? Fit.Fits : Fit.WrongForm;
                rows.SetUuid(column, row, uuid);
                return fit;
            case ColumnKind.Json:
                fit = _text.TryGetJson(token, out text);
                rows.SetText(column, row, text);
                return fit;
            default:
                throw new NotSupportedException($"No cells of type {type} yet.");
        }
    }

    private Fit Whole(in Token token, long min, long max, out long value)
    {
        value = 0;
        return TryGetNumeral(token, out var text) ? Numbers.TryInt64(text, min, max, out value) : Fit.WrongForm;
    }

    private bool TryGetNumeral(in Token token, out ReadOnlySpan<byte> text)
    {
        text = token.Text;
        return token.Kind is TokenKind.Integer or TokenKind.Number || TryGetText(token, out text);
    }

    private bool TryGetText(in Token token, out ReadOnlySpan<byte> text) =>
        _text.TryGet(token, anyKind: false, out text) == Fit.Fits;
}
