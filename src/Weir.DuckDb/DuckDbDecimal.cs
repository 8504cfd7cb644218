using System.Globalization;
using System.Numerics;

namespace Weir.DuckDb;

/// <summary>A value of DuckDB's DECIMAL of more than 28 digits, more than <see cref="decimal"/> is sure to hold.</summary>
/// <param name="Unscaled">The number without its decimal point: 12345 for 123.45.</param>
/// <param name="Scale">How many digits stand after the decimal point, 0 to 38.</param>
public readonly record struct DuckDbDecimal(Int128 Unscaled, byte Scale)
{
    /// <summary>The same number as a <see cref="decimal"/>.</summary>
    /// <exception cref="OverflowException">It has more digits than a <see cref="decimal"/> can hold.</exception>
    public decimal ToDecimal()
    {
        var (unscaled, scale) = (Unscaled, Scale);
        while (scale > 0 && unscaled % 10 == 0)
        {
            unscaled /= 10;
            scale--;
        }

        var magnitude = Int128.Abs(unscaled);
        if (scale > 28 || magnitude >> 96 != 0)
        {
            throw new OverflowException($"{this} has more digits than System.Decimal can hold; read it as DuckDbDecimal.");
        }

        var bits = decimal.GetBits((decimal)magnitude);
        return new decimal(bits[0], bits[1], bits[2], unscaled < 0, scale);
    }

    /// <summary>The number in plain digits, with a point before the last <see cref="Scale"/> ones: <c>-123.45</c>.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var sign = Unscaled < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
