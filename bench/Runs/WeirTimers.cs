using System.Collections.Concurrent;
using System.Diagnostics;

using Weir.Bench.Measuring;
using Weir.Bench.Running;
using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Events;
using Weir.Runs;

namespace Weir.Bench.Runs;

/// <summary>Runs whose time is yet to come.</summary>
internal static class WeirTimers
{
    private const string Yaml =
        """
        project: bench
        buckets: { raw: {} }
        pipelines:
          later:
            triggers: [{ message: go }]
            steps: [{ wait: 0s }]
        """;

    private static readonly Subscriber Later = new(SubscriberKind.Pipeline, "later");

    /// <summary>Lets a system start that has so many timers, of which 500 a second fire from five seconds on.</summary>
    /// <returns>How long until it makes a run that is due at once, and how late those that fired in ten seconds were, in milliseconds.</returns>
    public static async Task<(TimeSpan Ready, Samples Late)> RunAsync(string folder, int timers)
    {
        var project = BenchProject.Make(folder, Yaml);
        var due = new Dictionary<RunId, DateTimeOffset>();
        await using (var engine = await BenchEngine.OpenAsync(folder, project))
        {
            var first = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(20);
            foreach (var together in Enumerable.Range(0, timers).Chunk(10_000))
            {
                var events = together.Select(number => New(first.AddMilliseconds(2 * number))).ToList();
                foreach (var one in events)
                {
                    due[RunId.Of(one.Id, Later.Name)] = one.NotBefore!.Value;
                }

                await engine.Ports.Log.AppendAsync([.. events.Select(one => new RoutedEvent(one, [Later]))], CancellationToken.None);
            }
        }

        var watch = Stopwatch.StartNew();
        await using var again = await BenchEngine.OpenAsync(folder, project);
        var started = new Started();
        again.Start(started);
        var probe = New(null);
        await again.Ports.Log.AppendAsync([new RoutedEvent(probe, [Later])], CancellationToken.None);
        while (!started.At.ContainsKey(RunId.Of(probe.Id, Later.Name)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        var ready = watch.Elapsed;
        var until = due.Values.Min() + TimeSpan.FromSeconds(10);
        while (TimeProvider.System.GetUtcNow() < until)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return (ready, new Samples([.. started.At.Where(run => due.ContainsKey(run.Key)).Select(run => (run.Value - due[run.Key]).TotalMilliseconds)]));
    }

    private static Event New(DateTimeOffset? notBefore) => new()
    {
        Id = EventId.New(TimeProvider.System),
        Type = Event.MessagePublished,
        Time = TimeProvider.System.GetUtcNow(),
        NotBefore = notBefore,
        Data = """{"topic":"go","message":{}}""",
    };

    /// <summary>Notes when runs started.</summary>
    private sealed class Started : SilentObserver
    {
        public ConcurrentDictionary<RunId, DateTimeOffset> At { get; } = new();

        public override void RunEnded(Run run) => At[run.Id] = run.StartedAt;
    }
}
