using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

using Weir.Bench.Measuring;
using Weir.Bench.Running;
using Weir.Bench.Small;
using Weir.Buckets;
using Weir.Engine.Triggers;
using Weir.Projects;

namespace Weir.Bench.Latency;

/// <summary>Lands files one by one at a steady rate, and takes the time from each call to what it brings about.</summary>
internal sealed class LatencyProbe(BenchEngine engine)
{
    /// <summary>Files landed before the clock counts: a server has been up for a while when it is asked to be quick.</summary>
    private const int WarmUp = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _starts = new();

    /// <returns>Milliseconds from the call that lands a file until its rows are committed.</returns>
    public static async Task<Samples> ToRowsAsync(string folder, ProjectDefinition project, int perSecond, int files)
    {
        await using var engine = await BenchEngine.OpenAsync(folder, project);
        var ends = new ConcurrentDictionary<string, DateTimeOffset>();
        engine.Start(new EndObserver(ends));
        var probe = new LatencyProbe(engine);
        await probe.LandAsync(perSecond, files);
        return probe.Took(key => ends[key]);
    }

    /// <returns>Milliseconds from the call that lands a file to the start of the run that it triggers.</returns>
    public static async Task<Samples> ToRunsAsync(string folder, ProjectDefinition project, int perSecond, int files)
    {
        await using var engine = await BenchEngine.OpenAsync(folder, project);
        engine.Start();
        var probe = new LatencyProbe(engine);
        await probe.LandAsync(perSecond, files);

        // Every file makes two events, its own and that of its copy, and one run.
        var all = WarmUp + files;
        var events = await engine.Environment.Events.ListAsync(all * 2, before: null, CancellationToken.None);
        var runs = await engine.Environment.Runs.ListAsync(all, CancellationToken.None);
        var startsById = runs.ToDictionary(run => run.EventId, run => run.StartedAt);
        var startsByKey = events
            .Where(logged => startsById.ContainsKey(logged.Event.Id))
            .ToDictionary(logged => logged.Event.Object!.Name.Key, logged => startsById[logged.Event.Id]);
        return probe.Took(key => startsByKey[key]);
    }

    private async Task LandAsync(int perSecond, int files)
    {
        for (var warm = 0; warm < WarmUp; warm++)
        {
            await LandAsync(string.Create(CultureInfo.InvariantCulture, $"orders/warm-{warm:D6}.json"), warm);
        }

        _starts.Clear();
        var every = TimeSpan.FromSeconds(1.0 / perSecond);
        var start = Stopwatch.GetTimestamp();
        var landings = new List<Task>();
        for (var file = 0; file < files; file++)
        {
            var due = (every * file) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, TimeProvider.System);
            }

            landings.Add(LandAsync(string.Create(CultureInfo.InvariantCulture, $"orders/timed-{file:D6}.json"), WarmUp + file));
        }

        await Task.WhenAll(landings);
        await engine.Host.WhenIdleAsync(CancellationToken.None).WaitAsync(Patience);
    }

    private async Task LandAsync(string key, int order)
    {
        using var content = new MemoryStream();
        OrderFiles.Write(content, order);
        content.Position = 0;
        _starts[key] = TimeProvider.System.GetUtcNow();
        await engine.Host.Landing.LandAsync([new Arrival(new ObjectName("raw", key), () => content)], CancellationToken.None);
    }

    private Samples Took(Func<string, DateTimeOffset> end) =>
        new([.. _starts.Select(start => (end(start.Key) - start.Value).TotalMilliseconds)]);
}
