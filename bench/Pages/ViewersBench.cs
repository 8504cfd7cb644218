using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Weir.Bench.Measuring;
using Weir.Bench.Memory;
using Weir.Bench.Running;

namespace Weir.Bench.Pages;

/// <summary>What it costs the engine that people look at it.</summary>
internal static class ViewersBench
{
    private const int Viewers = 50;
    private const int Senders = 16;
    private const string Alone = "nobody looks";
    private const string Watched = "50 pages are open";

    private static readonly string[] Open = ["", "runs", "", "runs?state=failed", "dead-letters", "", "runs", "runs?pipeline=nothing", "schedules", "tables"];

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var events = options.Quick ? 5_000 : 30_000;
        var news = new List<double>();
        var turns = new Interleaved(workspace, options, "runs/s");
        turns.Add(Alone, folder => RateAsync(folder, events, 0, news));
        turns.Add(Watched, folder => RateAsync(folder, events, Viewers, news));
        await turns.RunAsync(warmUps: 1);

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture,
            $"Viewers: {events:N0} events by HTTP from {Senders} senders, each a run of two steps, while {Viewers} pages of the dashboard are open or none"));
        turns.Report(section);
        turns.HoldRatio(section, "runs a second with 50 pages open over none", Watched, Alone, 0.95);
        section.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"Each page was fetched again {news.Average():F1} times a second. Senders and viewers have the same two processors as the engine."));
        return section;
    }

    private static async Task<double> RateAsync(string folder, int events, int viewers, List<double> news)
    {
        var listen = FreeAddress();
        BenchProject.Make(folder, $$"""
            project: bench
            server: { listen: "{{listen}}" }
            buckets: { raw: {} }
            pipelines:
              nothing:
                triggers: [{ http: { path: /go } }]
                steps:
                  - wait: 0s
                  - wait: 0s
            """);
        await using var up = await WeirProcess.UpAsync(folder);
        using var http = WebDoor.Open(folder);
        var open = await Task.WhenAll(Enumerable.Range(0, viewers).Select(viewer => PageViewer.OpenAsync(http, Open[viewer % Open.Length])));
        using var sender = new HttpClient { BaseAddress = new Uri($"http://{listen}/") };
        _ = await SendAsync(up, sender, events / 10);
        var before = open.Sum(viewer => viewer.News);
        var took = await SendAsync(up, sender, events);
        if (viewers > 0)
        {
            news.Add((open.Sum(viewer => viewer.News) - before) / took.TotalSeconds / viewers);
        }

        foreach (var viewer in open)
        {
            await viewer.DisposeAsync();
        }

        return events / took.TotalSeconds;
    }

    /// <returns>From the first event to the end of the last run.</returns>
    private static async Task<TimeSpan> SendAsync(WeirProcess up, HttpClient sender, int events)
    {
        var start = Stopwatch.GetTimestamp();
        var ended = up.UntilAsync("run_ended", events);
        await Parallel.ForAsync(0, events, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (_, cancellationToken) =>
        {
            using var answer = await sender.PostAsync("go", content: null, cancellationToken);
            answer.EnsureSuccessStatusCode();
        });
        await ended;
        return Stopwatch.GetElapsedTime(start);
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
