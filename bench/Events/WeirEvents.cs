using System.Diagnostics;

using Weir.Bench.Running;
using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Local;

namespace Weir.Bench.Events;

/// <summary>Single events by many producers, each waiting for its own to be durable, and one subscriber that does nothing.</summary>
internal static class WeirEvents
{
    private const int LeasedTogether = 1_000;

    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(2);
    private static readonly Subscriber Nobody = new(SubscriberKind.Pipeline, "nothing");

    /// <returns>Events a second, from the first one appended to the last one settled.</returns>
    public static async Task<double> RunAsync(string folder, int events, int producers, int bodySize)
    {
        var project = BenchProject.Make(folder, "project: bench\nbuckets:\n  raw: {}\n");
        using var environment = await BenchProject.OpenAsync(folder, project);
        return await RunAsync(environment, events, producers, bodySize);
    }

    /// <inheritdoc cref="RunAsync(string, int, int, int)"/>
    public static async Task<double> RunAsync(LocalEnvironment environment, int events, int producers, int bodySize)
    {
        var body = $$"""{"body":"{{new string('x', bodySize - 11)}}"}""";
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Task.Run(() => ConsumeAsync(environment.Deliveries, events)),
            ProduceAsync(environment.Events, events, producers, body));
        return events / watch.Elapsed.TotalSeconds;
    }

    private static async Task ProduceAsync(IEventLog log, int events, int producers, string body)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) < events)
            {
                var happened = new Event
                {
                    Id = EventId.New(TimeProvider.System),
                    Type = "bench",
                    Time = TimeProvider.System.GetUtcNow(),
                    Data = body,
                };
                await log.AppendAsync([new RoutedEvent(happened, [Nobody])], CancellationToken.None);
            }
        })));
    }

    private static async Task ConsumeAsync(IDeliveryQueue queue, int events)
    {
        var done = new DeliveryOutcome.Done();
        for (var settled = 0; settled < events;)
        {
            var leased = await queue.LeaseAsync(Nobody, LeasedTogether, LeaseFor, CancellationToken.None);
            if (leased.Count == 0)
            {
                await queue.WaitAsync(Nobody, CancellationToken.None);
                continue;
            }

            await queue.SettleAsync([.. leased.Select(delivery => new Settlement(delivery, done))], CancellationToken.None);
            settled += leased.Count;
        }
    }
}
