using System.Diagnostics;

using Weir.Bench.Measuring;
using Weir.Bench.Memory;
using Weir.Bench.Running;
using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Projects;
using Weir.Runs;

namespace Weir.Bench.Runs;

/// <summary>Runs of a pipeline whose two steps do nothing.</summary>
internal static class WeirRuns
{
    private const int Batch = 10_000;
    private const string Yaml =
        """
        project: bench
        buckets: { raw: {} }
        pipelines:
          nothing:
            triggers: [{ message: go }]
            steps:
              - wait: 0s
              - wait: 0s
        """;

    private static readonly Subscriber Earlier = new(SubscriberKind.Pipeline, "earlier");

    /// <summary>Appends messages while the engine runs, and waits until all their runs are recorded.</summary>
    /// <returns>Runs a second.</returns>
    public static async Task<double> BurstAsync(string folder, int runs)
    {
        var project = Project(folder);
        await using var engine = await BenchEngine.OpenAsync(folder, project);
        engine.Start();
        var router = new Router(project);
        var events = Enumerable.Range(0, runs).Select(_ => router.Route(New())).ToList();
        var watch = Stopwatch.StartNew();
        foreach (var together in events.Chunk(1_000))
        {
            await engine.Ports.Log.AppendAsync(together, CancellationToken.None);
        }

        while (await engine.Ports.Queue.CountOpenAsync(CancellationToken.None) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        var took = watch.Elapsed;
        var last = await engine.Ports.Runs.FindAsync(RunId.Of(events[^1].Event.Id, "nothing"), CancellationToken.None);
        return last?.State == RunState.Succeeded
            ? runs / took.TotalSeconds
            : throw new InvalidOperationException("The last run is not recorded as succeeded.");
    }

    /// <summary>Gives an environment runs that have ended, each with two steps.</summary>
    /// <param name="folder">The environment's project.</param>
    /// <param name="runs">How many.</param>
    /// <param name="change">Makes of each, by its number, what it is to be; all are alike when null.</param>
    public static async Task MakePastAsync(string folder, int runs, Func<Run, int, Run>? change = null)
    {
        await using var engine = await BenchEngine.OpenAsync(folder, Project(folder));
        for (var first = 0; first < runs; first += Batch)
        {
            await engine.Ports.Log.AppendAsync(
                [.. Enumerable.Range(0, Batch).Select(_ => new RoutedEvent(New(), [Earlier]))], CancellationToken.None);
            var leased = await engine.Ports.Queue.LeaseAsync(Earlier, Batch, TimeSpan.FromMinutes(2), CancellationToken.None);
            await engine.Ports.Queue.SettleAsync([.. leased.Select((delivery, index) => Ended(delivery, run => change?.Invoke(run, first + index) ?? run))], CancellationToken.None);
        }
    }

    /// <summary>Lists the newest hundred runs.</summary>
    /// <returns>How long that takes, in milliseconds.</returns>
    public static async Task<double> ListAsync(string folder)
    {
        await using var engine = await BenchEngine.OpenAsync(folder, Project(folder));
        await engine.Ports.Runs.ListAsync(100, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        await engine.Ports.Runs.ListAsync(100, CancellationToken.None);
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Lists them with the command, nine times, each a process of its own.</summary>
    /// <returns>How long that takes, in milliseconds.</returns>
    public static async Task<Samples> ListByCommandAsync(string folder)
    {
        await WeirProcess.RunScriptAsync(folder, "runs");
        var took = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            var watch = Stopwatch.StartNew();
            await WeirProcess.RunScriptAsync(folder, "runs");
            took.Add(watch.Elapsed.TotalMilliseconds);
        }

        return new Samples(took);
    }

    private static ProjectDefinition Project(string folder) => BenchProject.Make(folder, Yaml);

    private static Event New() => new()
    {
        Id = EventId.New(TimeProvider.System),
        Type = Event.MessagePublished,
        Time = TimeProvider.System.GetUtcNow(),
        Data = """{"topic":"go","message":{}}""",
    };

    private static Settlement Ended(Delivery delivery, Func<Run, Run> change)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = RunId.Of(delivery.Event.Id, Earlier.Name);
        var run = change(new Run
        {
            Id = id,
            Pipeline = Earlier.Name,
            EventId = delivery.Event.Id,
            Attempt = 1,
            ProjectRevision = "0000000000000000",
            State = RunState.Succeeded,
            StartedAt = now,
            FinishedAt = now,
        });
        return new Settlement(delivery, new DeliveryOutcome.Done(), run)
        {
            Steps = [.. Enumerable.Range(1, 2).Select(number => new StepRecord
            {
                RunId = run.Id,
                Number = number,
                Step = "wait",
                Attempt = 1,
                State = StepState.Succeeded,
                StartedAt = now,
                FinishedAt = now,
            })],
        };
    }
}
