using System.Globalization;

using Weir.Bench.Measuring;
using Weir.Bench.Running;
using Weir.Bench.Small;

namespace Weir.Bench.Latency;

/// <summary>How long a single file takes while the system is otherwise idle.</summary>
internal static class LatencyBench
{
    private const int FilesToRows = 10;
    private const int FilesToRuns = 100;

    private const string Copying =
        """
        project: bench
        buckets:
          raw: {}
          curated: {}
        pipelines:
          curate:
            triggers:
              - object_created: raw/orders/**.json
            steps:
              - copy:
                  from: "{{event.bucket}}/{{event.key}}"
                  to: "curated/{{event.key}}"
        """;

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var seconds = options.Quick ? 5 : 30;
        var rows = new List<Samples>();
        var runs = new List<Samples>();
        for (var round = 1; round <= options.Runs; round++)
        {
            rows.Add(await ToRowsAsync(workspace, FilesToRows * seconds));
            Progress.Say(Line(round, "to the committed row", rows[^1]));
            runs.Add(await ToRunsAsync(workspace, FilesToRuns * seconds / 3));
            Progress.Say(Line(round, "to the start of the run", runs[^1]));
        }

        var section = new Section("Latency of single files on an idle system");
        section.Head("milliseconds from the call that lands a file", "p50", "p90", "p99", "slowest");
        Row(section, $"to the committed row, {FilesToRows} files a second", rows);
        Row(section, $"to the start of its pipeline, {FilesToRuns} files a second", runs);
        section.Hold(Goal.Ceiling("committed row, p50", Each(rows, 0.5), 20, "ms"));
        section.Hold(Goal.Ceiling("committed row, p99", Each(rows, 0.99), 100, "ms"));
        section.Hold(Goal.Ceiling("start of the pipeline, p50", Each(runs, 0.5), 1.5, "ms"));
        section.Hold(Goal.Ceiling("start of the pipeline, p99", Each(runs, 0.99), 5, "ms"));
        return section;
    }

    private static async Task<Samples> ToRowsAsync(Workspace workspace, int files)
    {
        var folder = workspace.FreshFolder();
        return await LatencyProbe.ToRowsAsync(folder, BenchProject.Make(folder, WeirSmall.Yaml), FilesToRows, files);
    }

    private static async Task<Samples> ToRunsAsync(Workspace workspace, int files)
    {
        var folder = workspace.FreshFolder();
        return await LatencyProbe.ToRunsAsync(folder, BenchProject.Make(folder, Copying), FilesToRuns, files);
    }

    private static IReadOnlyList<double> Each(List<Samples> rounds, double share) => [.. rounds.Select(r => r.Percentile(share))];

    private static void Row(Section section, string what, List<Samples> rounds) => section.Row(
    [
        what, .. new[] { 0.5, 0.9, 0.99, 1 }.Select(share => Figures.Text(new Samples(Each(rounds, share)).Median)),
    ]);

    private static string Line(int round, string what, Samples took) => string.Create(
        CultureInfo.InvariantCulture,
        $"  round {round}  {what}: p50 {took.Percentile(0.5):F2} ms, p99 {took.Percentile(0.99):F2} ms, slowest {took.Greatest:F1} ms");
}
