using System.Diagnostics;
using System.Globalization;

using Weir.Bench.Running;
using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Triggers;

namespace Weir.Bench.Landing;

/// <summary>The same contents landed by Weir: found under their names, with their events, and a delivery each.</summary>
internal static class WeirLanding
{
    private const string Yaml =
        """
        project: bench
        buckets:
          raw: {}
        tables:
          order_lines:
            source: raw/**.json
            format: json
            rows: $.lines[*]
            columns:
              order_id: { type: bigint, path: $.id }
        """;

    /// <summary>Lands contents by batches, one after the other; one transaction each.</summary>
    /// <returns>Files a second.</returns>
    public static Task<double> BatchesAsync(string folder, IReadOnlyList<byte[]> contents, int batch) =>
        MeasureAsync(folder, contents, async (landing, arrivals) =>
        {
            foreach (var together in arrivals.Chunk(batch))
            {
                await landing.LandAsync(together, CancellationToken.None);
            }
        });

    /// <summary>Lands contents one by one, by callers who each wait for theirs.</summary>
    /// <returns>Files a second.</returns>
    public static Task<double> SinglesAsync(string folder, IReadOnlyList<byte[]> contents, int callers) =>
        MeasureAsync(folder, contents, async (landing, arrivals) =>
        {
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
            {
                for (var at = Interlocked.Increment(ref next); at < arrivals.Length; at = Interlocked.Increment(ref next))
                {
                    await landing.LandAsync([arrivals[at]], CancellationToken.None);
                }
            })));
        });

    private static async Task<double> MeasureAsync(
        string folder, IReadOnlyList<byte[]> contents, Func<Engine.Triggers.Landing, Arrival[], Task> land)
    {
        var project = BenchProject.Make(folder, Yaml);
        using var environment = await BenchProject.OpenAsync(folder, project);
        var landing = new Engine.Triggers.Landing(
            environment.ObjectWriter, environment.Events, new Router(project), new SilentObserver(), TimeProvider.System);
        Arrival[] arrivals =
        [
            .. contents.Select((content, index) => new Arrival(
                new ObjectName("raw", string.Create(CultureInfo.InvariantCulture, $"orders/{index:D7}.json")),
                () => new MemoryStream(content, writable: false))),
        ];

        var watch = Stopwatch.StartNew();
        await land(landing, arrivals);
        var took = watch.Elapsed;

        var landed = await environment.Deliveries.CountOpenAsync(CancellationToken.None);
        return landed == contents.Count
            ? contents.Count / took.TotalSeconds
            : throw new InvalidOperationException($"{contents.Count} files were landed, and {landed} deliveries wait.");
    }
}
