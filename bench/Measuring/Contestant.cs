namespace Weir.Bench.Measuring;

/// <summary>One way of doing the work of a bench.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="MeasureAsync">Does it once, in a folder of its own, and says at which rate; more is better.</param>
internal sealed record Contestant(string Name, Func<string, Task<double>> MeasureAsync);
