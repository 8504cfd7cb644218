using System.Globalization;

namespace Weir.Bench.Measuring;

/// <summary>Writes a figure with as many digits as mean something.</summary>
internal static class Figures
{
    public static string Text(double figure) => figure.ToString(
        Math.Abs(figure) switch
        {
            >= 1_000 => "N0",
            >= 100 => "F0",
            >= 10 => "F1",
            _ => "F2",
        },
        CultureInfo.InvariantCulture);
}
