namespace Weir.Engine.Loads.Values;

/// <summary>A decimal number, digit for digit: <c>Digits</c> times ten to the power of <c>Exponent</c>.</summary>
/// <param name="Negative">Whether it is below zero.</param>
/// <param name="Digits">The digits without leading or trailing zeros; at most 39.</param>
/// <param name="Exponent">The power of ten; zero for zero.</param>
/// <param name="TooLong">Whether the number has more digits than fit.</param>
internal readonly record struct ExactNumber(bool Negative, UInt128 Digits, int Exponent, bool TooLong)
{
    private const int FarExponent = 100_000;

    /// <summary>
    /// Reads a number: an optional sign, digits with an optional point among or around them, an optional exponent. So JSON's
    /// grammar, and besides it <c>+1</c>, <c>007</c>, <c>.5</c> and <c>5.</c>, which strings and CSV fields hold.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ExactNumber number)
    {
        number = default;
        var at = 0;
        var negative = text is [(byte)'-', ..];
        at += text is [(byte)'-' or (byte)'+', ..] ? 1 : 0;
        UInt128 digits = 0;
        var (seen, zeros, exponent, tooLong, pointed) = (0, 0, 0, false, false);
        for (; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if (text[at] == '.' && !pointed)
            {
                pointed = true;
                continue;
            }

            if (digit is < 0 or > 9)
            {
                break;
            }

            seen++;
            exponent -= pointed ? 1 : 0;
            if (digit == 0)
            {
                zeros++;
                continue;
            }

            tooLong |= !TryAppend(ref digits, zeros, digit);
            zeros = 0;
        }

        if (seen == 0 || !TryReadExponent(text[at..], out var power))
        {
            return false;
        }

        var isZero = digits == 0 && !tooLong;
        number = new ExactNumber(negative, digits, isZero ? 0 : exponent + zeros + power, tooLong);
        return true;
    }

    /// <summary>The number times ten to the power of a scale, as a whole number.</summary>
    public Fit TryScale(int scale, out Int128 value)
    {
        value = 0;
        var exponent = Exponent + scale;
        if (TooLong)
        {
            return exponent < 0 ? Fit.WouldRound : Fit.OutOfRange;
        }

        if (exponent < 0)
        {
            return Digits == 0 ? Fit.Fits : Fit.WouldRound;
        }

        var magnitude = Digits;
        for (; exponent > 0 && magnitude != 0; exponent--)
        {
            if (magnitude > UInt128.MaxValue / 10)
            {
                return Fit.OutOfRange;
            }

            magnitude *= 10;
        }

        var limit = (UInt128)Int128.MaxValue + (Negative ? UInt128.One : UInt128.Zero);
        if (magnitude > limit)
        {
            return Fit.OutOfRange;
        }

        // The lowest number has no positive counterpart, so the sign is set on the bits.
        value = unchecked(Negative ? (Int128)(UInt128.Zero - magnitude) : (Int128)magnitude);
        return Fit.Fits;
    }

    private static bool TryAppend(ref UInt128 digits, int zeros, int digit)
    {
        var value = digits;
        for (var i = 0; i <= zeros && value != 0; i++)
        {
            if (value > UInt128.MaxValue / 10)
            {
                return false;
            }

            value *= 10;
        }

        if (value > UInt128.MaxValue - (UInt128)digit)
        {
            return false;
        }

        digits = value + (UInt128)digit;
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int power)
    {
        power = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        var negative = text is [_, (byte)'-', ..];
        text = text[(text is [_, (byte)'-' or (byte)'+', ..] ? 2 : 1)..];
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit((char)character))
            {
                return false;
            }

            power = Math.Min(FarExponent, (power * 10) + (character - '0'));
        }

        power = negative ? -power : power;
        return !text.IsEmpty;
    }
}
