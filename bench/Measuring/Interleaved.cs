using System.Globalization;

namespace Weir.Bench.Measuring;

/// <summary>
/// Takes turns: A B C, A B C, … so that whatever disturbs the machine disturbs all alike, and what is compared was measured
/// next to each other.
/// </summary>
internal sealed class Interleaved(Workspace workspace, int rounds, string unit)
{
    private readonly Dictionary<string, List<double>> _figures = [];
    private readonly List<Contestant> _contestants = [];

    public IReadOnlyList<Contestant> Contestants => _contestants;

    public void Add(string name, Func<string, Task<double>> measure) => _contestants.Add(new Contestant(name, measure));

    public IReadOnlyList<double> Of(string name) => _figures[name];

    public async Task RunAsync()
    {
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var contestant in _contestants)
            {
                var folder = workspace.FreshFolder();
                Disk.WriteBack();
                GC.Collect();
                var figure = await contestant.MeasureAsync(folder);
                Progress.Say(string.Create(
                    CultureInfo.InvariantCulture, $"  round {round}/{rounds}  {contestant.Name}: {Figures.Text(figure)} {unit}"));
                if (!_figures.TryGetValue(contestant.Name, out var figures))
                {
                    _figures[contestant.Name] = figures = [];
                }

                figures.Add(figure);
            }
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
}
