using System.Diagnostics;
using System.Globalization;

using Weir.Bench.Measuring;
using Weir.Bench.Memory;
using Weir.Bench.Pages;
using Weir.Bench.Runs;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Bench.Api;

/// <summary>The dashboard and the lists of the API over a long history, each call over loopback to a running <c>weir up</c>.</summary>
internal static class ApiBench
{
    private const double Worst = 50;

    private static readonly string[] Pipelines = ["copy", "curate", "export", "ingest", "notify"];

    private static readonly (string What, string Path)[] Calls =
    [
        ("the newest 100 runs", "runs"),
        ("of a pipeline", "runs?pipeline=curate"),
        ("that failed", "runs?state=failed"),
        ("that succeeded, of a pipeline", "runs?state=succeeded&pipeline=export"),
        ("of an hour in the middle", "runs?since={0}&until={1}"),
        ("that failed, of a pipeline, of an hour", "runs?state=failed&pipeline=copy&since={0}&until={1}"),
        ("with a text that many have", "runs?text=timed%20out"),
        ("with a text that none has", "runs?text=nowhere"),
        ("the newest 100 events", "events"),
    ];

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var (past, calls) = options.Quick ? (50_000, 100) : (1_000_000, 500);
        Progress.Say(string.Create(CultureInfo.InvariantCulture, $"  making a past of {past:N0} runs"));
        var folder = workspace.FreshFolder();
        var first = TimeProvider.System.GetUtcNow().AddSeconds(-past);
        await WeirRuns.MakePastAsync(folder, past, (run, number) => Of(run, number, first));

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"API: {calls} calls of each list, four at a time, {past:N0} runs of history of five pipelines, of which one in fifty failed"));
        section.Head("list", "p50 ms", "p99 ms", "greatest ms");
        await using var up = await WeirProcess.UpAsync(folder);
        await FirstPage.MeasureAsync(folder, section);
        using var http = WebDoor.Open(folder, "api/v1/");
        foreach (var (what, path) in Calls)
        {
            var middle = first.AddSeconds(past / 2);
            var url = string.Format(
                CultureInfo.InvariantCulture, path, Uri.EscapeDataString(middle.ToString("O")), Uri.EscapeDataString(middle.AddHours(1).ToString("O")));
            var took = await CallAsync(http, url, calls);
            section.Row(what, Figures.Text(took.Median), Figures.Text(took.Percentile(0.99)), Figures.Text(took.Greatest));
            section.Hold(Goal.Ceiling($"{what}, p99", [took.Percentile(0.99)], Worst, "ms"));
        }

        return section;
    }

    private static async Task<Samples> CallAsync(HttpClient http, string url, int calls)
    {
        _ = await http.GetStringAsync(url);
        var took = new double[calls];
        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (call, cancellationToken) =>
        {
            var start = Stopwatch.GetTimestamp();
            _ = await http.GetStringAsync(url, cancellationToken);
            took[call] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        });
        return new Samples(took);
    }

    /// <summary>A run a second, and what became of it.</summary>
    private static Run Of(Run run, int number, DateTimeOffset first)
    {
        var pipeline = Pipelines[number % Pipelines.Length];
        var started = first.AddSeconds(number);
        var isFailed = number % 50 == 7;
        return run with
        {
            Id = RunId.Of(run.EventId, pipeline),
            Pipeline = pipeline,
            StartedAt = started,
            FinishedAt = started.AddSeconds(2),
            State = isFailed ? RunState.Failed : RunState.Succeeded,
            FailedStep = isFailed ? "send" : null,
            Failure = isFailed ? new Failure("WEIR5001", "The server timed out.", "Try it again.") : null,
        };
    }
}
