namespace Weir.Bench.Measuring;

/// <summary>Figures of one kind, one for each round.</summary>
internal sealed class Samples(IReadOnlyList<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    public double Least => _sorted[0];

    public double Greatest => _sorted[^1];

    public double Median => _sorted.Length % 2 == 1
        ? _sorted[_sorted.Length / 2]
        : (_sorted[(_sorted.Length / 2) - 1] + _sorted[_sorted.Length / 2]) / 2;

    /// <summary>The smallest figure that so large a share of all figures do not exceed.</summary>
    /// <param name="share">From 0 to 1, such as 0.99.</param>
    public double Percentile(double share) =>
        _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];

    /// <summary>Figure by figure, this one's over the other's: what was measured next to each other is compared.</summary>
    public static Samples Ratios(IReadOnlyList<double> over, IReadOnlyList<double> under) =>
        new([.. over.Zip(under, (a, b) => a / b)]);
}
