using System.Text;

using Weir.Engine.Loads.Values;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>From kinds of values to types of columns.</summary>
internal static class ScalarTypes
{
    private static readonly ColumnKind[] NumbersByWidth =
        [ColumnKind.SmallInt, ColumnKind.Integer, ColumnKind.BigInt, ColumnKind.HugeInt, ColumnKind.Double];

    /// <summary>What a value is, given what is known of its place already: a place that has text needs no closer look.</summary>
    public static Scalars Of(in Token token, Scalars known) => token.Kind switch
    {
        TokenKind.True or TokenKind.False => Scalars.Boolean,
        TokenKind.Integer => OfWhole(token.Text),
        TokenKind.Number => Scalars.Number,
        TokenKind.String => (known & Scalars.Text) != 0 ? Scalars.Text : OfText(token.Text),
        _ => Scalars.Text,
    };

    /// <summary>What a text is that may mean anything, as in CSV.</summary>
    public static Scalars OfField(ReadOnlySpan<byte> text, Scalars known)
    {
        if ((known & Scalars.Text) != 0)
        {
            return Scalars.Text;
        }

        if (Ascii.EqualsIgnoreCase(text, "true"u8) || Ascii.EqualsIgnoreCase(text, "false"u8))
        {
            return Scalars.Boolean;
        }

        // A number with a leading zero is a name made of digits, such as a postal code: as a number it would lose the zero.
        var digits = text is [(byte)'-', ..] ? text[1..] : text;
        if (digits is not ([(byte)'0', >= (byte)'0' and <= (byte)'9', ..] or [(byte)'+', ..] or []))
        {
            if (Numbers.TryInt128(text, out _) == Fit.Fits && text.IndexOfAny(".eE"u8) < 0)
            {
                return OfWhole(text);
            }

            if (Numbers.TryDouble(text, out _) == Fit.Fits)
            {
                return Scalars.Number;
            }
        }

        return OfText(text);
    }

    /// <summary>The narrowest type that holds everything that was seen.</summary>
    public static ColumnType TypeOf(Scalars seen) => new(seen switch
    {
        Scalars.Boolean => ColumnKind.Boolean,
        Scalars.Integer => ColumnKind.BigInt,
        Scalars.Date => ColumnKind.Date,
        Scalars.Timestamp or (Scalars.Date | Scalars.Timestamp) => ColumnKind.Timestamp,
        _ when (seen & ~(Scalars.Integer | Scalars.Huge)) == 0 => ColumnKind.HugeInt,
        _ when (seen & ~(Scalars.Integer | Scalars.Huge | Scalars.Number)) == 0 => ColumnKind.Double,
        _ => ColumnKind.Varchar,
    });

    /// <summary>The type that holds what a column has and what comes: the column's own where it can, else a wider one.</summary>
    public static ColumnType Widen(ColumnType standing, ColumnType coming)
    {
        var (has, comes) = (Array.IndexOf(NumbersByWidth, standing.Kind), Array.IndexOf(NumbersByWidth, coming.Kind));
        return (standing.Kind, coming.Kind) switch
        {
            _ when standing.Kind == coming.Kind => standing,
            (ColumnKind.Varchar or ColumnKind.Json, _) => standing,
            _ when has >= 0 && comes >= 0 => has >= comes ? standing : coming,
            (ColumnKind.Decimal or ColumnKind.Real, ColumnKind.BigInt or ColumnKind.Double) => standing,
            (ColumnKind.Timestamp or ColumnKind.TimestampTz, ColumnKind.Date or ColumnKind.Timestamp) => standing,
            (ColumnKind.Date, ColumnKind.Timestamp) => coming,
            (ColumnKind.Uuid or ColumnKind.Time, ColumnKind.Varchar) => standing,
            _ => new ColumnType(ColumnKind.Varchar),
        };
    }

    private static Scalars OfWhole(ReadOnlySpan<byte> text) =>
        Numbers.TryInt64(text, long.MinValue, long.MaxValue, out _) == Fit.Fits ? Scalars.Integer
        : Numbers.TryInt128(text, out _) == Fit.Fits ? Scalars.Huge
        : Scalars.Number;

    private static Scalars OfText(ReadOnlySpan<byte> text) => text switch
    {
        { Length: 10 } when Moments.TryDate(text, out _) => Scalars.Date,
        { Length: > 10 and < 40 } when Moments.TryTimestamp(text, out _) => Scalars.Timestamp,
        _ => Scalars.Text,
    };
}
