using System.Globalization;

namespace Weir.Engine.Loads.Values;

/// <summary>Reads numbers from UTF-8 text, exactly or not at all (binary floating point: to the nearest).</summary>
internal static class Numbers
{
    private static readonly double[] PowersOfTen =
        [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
            1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
        ];

    private static readonly Int128[] Limits = [.. Enumerable.Range(0, 39).Select(digits => Power(digits))];

    /// <summary>A whole number within bounds. <c>3.0</c> and <c>1e3</c> are whole.</summary>
    public static Fit TryInt64(ReadOnlySpan<byte> text, long min, long max, out long value)
    {
        var at = text is [(byte)'-', ..] ? 1 : 0;
        var digits = text.Length - at;
        value = 0;
        if (digits is > 0 and <= 18)
        {
            // Eighteen digits cannot overflow, so nothing is checked for it.
            unchecked
            {
                for (; at < text.Length; at++)
                {
                    var digit = (uint)(text[at] - '0');
                    if (digit > 9)
                    {
                        return TrySlowInt64(text, min, max, out value);
                    }

                    value = (value * 10) + digit;
                }

                value = text[0] == '-' ? -value : value;
            }

            var isInRange = value >= min && value <= max;
            value = isInRange ? value : 0;
            return isInRange ? Fit.Fits : Fit.OutOfRange;
        }

        return TrySlowInt64(text, min, max, out value);
    }

    /// <summary>A whole number of at most 128 bits.</summary>
    public static Fit TryInt128(ReadOnlySpan<byte> text, out Int128 value)
    {
        if (text.Length <= 18 && TryInt64(text, long.MinValue, long.MaxValue, out var small) == Fit.Fits)
        {
            value = small;
            return Fit.Fits;
        }

        value = 0;
        return ExactNumber.TryParse(text, out var number) ? number.TryScale(0, out value) : Fit.WrongForm;
    }

    /// <summary>A decimal, as the whole number that it is times ten to the power of its scale. Nothing is rounded.</summary>
    public static Fit TryDecimal(ReadOnlySpan<byte> text, int precision, int scale, out Int128 unscaled)
    {
        if (!TryShortDecimal(text, scale, out unscaled))
        {
            if (!ExactNumber.TryParse(text, out var number))
            {
                return Fit.WrongForm;
            }

            var fit = number.TryScale(scale, out unscaled);
            if (fit != Fit.Fits)
            {
                return fit;
            }
        }

        return Int128.Abs(unscaled) < Limits[precision] ? Fit.Fits : Fit.OutOfRange;
    }

    /// <summary>The nearest binary floating-point number. Infinity and NaN are no numbers.</summary>
    public static Fit TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        // Clinger's fast path: a mantissa and a power of ten that are both exact give an exactly rounded quotient.
        if (TryReadShort(text, out var mantissa, out var fraction) && fraction <= 22 && mantissa <= 1L << 53)
        {
            value = mantissa / PowersOfTen[fraction];
            value = text[0] == '-' ? -value : value;
            return Fit.Fits;
        }

        if (!ExactNumber.TryParse(text, out _))
        {
            value = 0;
            return Fit.WrongForm;
        }

        value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? Fit.Fits : Fit.OutOfRange;
    }

    /// <summary>The nearest 32-bit floating-point number.</summary>
    public static Fit TrySingle(ReadOnlySpan<byte> text, out float value)
    {
        value = 0;
        if (!ExactNumber.TryParse(text, out _))
        {
            return Fit.WrongForm;
        }

        // Straight from the text: by way of a double it would be rounded twice.
        value = float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return float.IsFinite(value) ? Fit.Fits : Fit.OutOfRange;
    }

    private static Fit TrySlowInt64(ReadOnlySpan<byte> text, long min, long max, out long value)
    {
        value = 0;
        if (!ExactNumber.TryParse(text, out var number))
        {
            return Fit.WrongForm;
        }

        var fit = number.TryScale(0, out var wide);
        if (fit != Fit.Fits || wide < min || wide > max)
        {
            return fit == Fit.Fits ? Fit.OutOfRange : fit;
        }

        value = (long)wide;
        return Fit.Fits;
    }

    private static bool TryShortDecimal(ReadOnlySpan<byte> text, int scale, out Int128 unscaled)
    {
        unscaled = 0;
        if (!TryReadShort(text, out var mantissa, out var fraction) || fraction > scale || scale - fraction > 18)
        {
            return false;
        }

        unscaled = (Int128)(text[0] == '-' ? -mantissa : mantissa) * Limits[scale - fraction];
        return true;
    }

    /// <summary>Reads up to 18 digits with a point among them, and no exponent.</summary>
    private static bool TryReadShort(ReadOnlySpan<byte> text, out long mantissa, out int fraction)
    {
        mantissa = 0;
        fraction = 0;
        var at = text is [(byte)'-', ..] ? 1 : 0;
        if (text.Length - at is 0 or > 18)
        {
            return false;
        }

        // Eighteen digits cannot overflow, so nothing is checked for it.
        unchecked
        {
            var point = -1;
            for (; at < text.Length; at++)
            {
                var digit = (uint)(text[at] - '0');
                if (digit <= 9)
                {
                    mantissa = (mantissa * 10) + digit;
                }
                else if (text[at] == '.' && point < 0)
                {
                    point = at;
                }
                else
                {
                    return false;
                }
            }

            fraction = point < 0 ? 0 : text.Length - point - 1;
            return text[^1] != '.' && text[^1] != '-';
        }
    }

    private static Int128 Power(int digits)
    {
        var power = Int128.One;
        for (var i = 0; i < digits; i++)
        {
            power *= 10;
        }

        return power;
    }
}
