namespace Weir.Bench.Measuring;

/// <summary>
/// Takes turns: A B C, A B C, … so that whatever disturbs the machine disturbs all alike, and what is compared was measured
/// next to each other.
/// </summary>
internal sealed class Interleaved(Workspace workspace, BenchOptions options, string unit)
{
    private readonly Dictionary<string, List<double>> _figures = [];
    private readonly List<Contestant> _contestants = [];

    /// <summary>Adds a contestant, unless only others were asked for.</summary>
    public void Add(string name, Func<string, Task<double>> measure)
    {
        if (options.Only is not { } only || name.Contains(only, StringComparison.OrdinalIgnoreCase))
        {
            _contestants.Add(new Contestant(name, measure));
        }
    }

    /// <param name="warmUps">Rounds before the first one that counts.</param>
    public async Task RunAsync(int warmUps = 0)
    {
        for (var round = 1 - warmUps; round <= options.Runs; round++)
        {
            foreach (var contestant in _contestants)
            {
                var folder = workspace.FreshFolder();
                Disk.WriteBack();
                GC.Collect();
                var figure = await contestant.MeasureAsync(folder);
                var turn = round > 0 ? $"round {round}/{options.Runs}" : "warming up";
                Progress.Say($"  {turn}  {contestant.Name}: {Figures.Text(figure)} {unit}");
                if (round > 0)
                {
                    Note(contestant, figure);
                }
            }
        }
    }

    /// <summary>Holds one rate over another, round by round, if both were measured.</summary>
    public void HoldRatio(Section section, string what, string over, string under, double atLeast)
    {
        if (_figures.TryGetValue(over, out var upper) && _figures.TryGetValue(under, out var lower))
        {
            section.Hold(Goal.Ratio(what, upper, lower, atLeast));
        }
    }

    /// <summary>Holds a rate, if it was measured.</summary>
    public void HoldFloor(Section section, string what, string contestant, double atLeast)
    {
        if (_figures.TryGetValue(contestant, out var figures))
        {
            section.Hold(Goal.Floor(what, figures, atLeast, unit));
        }
    }

    /// <summary>A table of everyone's figures.</summary>
    public void Report(Section section)
    {
        section.Head(unit, "median", "min–max");
        foreach (var contestant in _contestants)
        {
            var samples = new Samples(_figures[contestant.Name]);
            section.Row(
                contestant.Name, Figures.Text(samples.Median), $"{Figures.Text(samples.Least)}–{Figures.Text(samples.Greatest)}");
        }
    }

    private void Note(Contestant contestant, double figure)
    {
        if (!_figures.TryGetValue(contestant.Name, out var figures))
        {
            _figures[contestant.Name] = figures = [];
        }

        figures.Add(figure);
    }
}
