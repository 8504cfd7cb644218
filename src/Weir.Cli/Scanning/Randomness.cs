namespace Weir.Cli.Scanning;

/// <summary>Tells what a machine drew from what somebody wrote.</summary>
internal static class Randomness
{
    private const double High = 3.5;
    private const double OfShort = 2.75;
    private const int Long = 20;

    /// <summary>Whether the letters are as different from one another as in keys.</summary>
    public static bool IsHigh(string value) => BitsPerLetter(value) >= High;

    /// <summary>Whether a text has letters and digits, in no order that words have.</summary>
    public static bool IsMixed(string value) =>
        value.Any(char.IsAsciiDigit) && value.Any(char.IsAsciiLetter) && BitsPerLetter(value) >= (value.Length >= Long ? High : OfShort);

    /// <summary>Shannon's entropy of the letters.</summary>
    private static double BitsPerLetter(string value) => value
        .CountBy(letter => letter)
        .Sum(count => -(count.Value / (double)value.Length) * Math.Log2(count.Value / (double)value.Length));
}
