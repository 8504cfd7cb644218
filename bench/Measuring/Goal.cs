namespace Weir.Bench.Measuring;

/// <summary>What a figure must reach.</summary>
/// <param name="What">The figure, in words.</param>
/// <param name="Figure">What was measured.</param>
/// <param name="Bound">What it is held against.</param>
/// <param name="AtLeast">Whether the bound is a floor; else it is a ceiling.</param>
/// <param name="Unit">Follows the numbers, such as <c>×</c> or <c>ms</c>.</param>
internal sealed record Goal(string What, Samples Figure, double Bound, bool AtLeast, string Unit)
{
    public bool Met => AtLeast ? Figure.Median >= Bound : Figure.Median <= Bound;

    /// <summary>One rate over another must be at least so much, round by round.</summary>
    public static Goal Ratio(string what, IReadOnlyList<double> over, IReadOnlyList<double> under, double atLeast) =>
        new(what, Samples.Ratios(over, under), atLeast, true, "×");

    /// <summary>A rate must be at least so much.</summary>
    public static Goal Floor(string what, IReadOnlyList<double> figures, double atLeast, string unit) =>
        new(what, new Samples(figures), atLeast, true, unit);

    /// <summary>A cost must be at most so much.</summary>
    public static Goal Ceiling(string what, IReadOnlyList<double> figures, double atMost, string unit) =>
        new(what, new Samples(figures), atMost, false, unit);
}
