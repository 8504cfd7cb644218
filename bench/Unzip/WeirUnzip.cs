using System.Diagnostics;

using Weir.Bench.Running;
using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Steps;
using Weir.Engine.Triggers;
using Weir.Events;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Bench.Unzip;

/// <summary>The same zip unpacked by a pipeline's step: every file a durable object with its event, and all of them at once or none.</summary>
internal static class WeirUnzip
{
    private const string Yaml =
        """
        project: bench
        buckets:
          raw: {}
          out: {}
        pipelines:
          unpack:
            triggers:
              - object_created: raw/**
            steps:
              - unzip: { from: "{{event.bucket}}/{{event.key}}", to: out/ }
        """;

    /// <returns>Seconds, without the landing of the zip.</returns>
    public static async Task<double> RunAsync(string folder, string zip, int entries)
    {
        var project = BenchProject.Make(folder, Yaml);
        using var environment = await BenchProject.OpenAsync(folder, project);
        var landing = new Engine.Triggers.Landing(
            environment.ObjectWriter, environment.Events, new Router(project), new SilentObserver(), TimeProvider.System);
        var landed = (await landing.LandAsync(
            [new Arrival(new ObjectName("raw", "a.zip"), () => File.OpenRead(zip))], CancellationToken.None))[0];
        var executor = new StepExecutor(new StepPorts(
            environment.Objects, environment.ObjectWriter, environment.Outbox, environment.Datasets, environment.DatasetWriter, new Local.Exports.DuckDbExporter(() => throw new NotSupportedException(), ""), TimeProvider.System), new Engine.Functions.NoFunctions(), TimeProvider.System);
        var step = project.Pipelines.Values.Single().Steps.OfType<StepDefinition.Unzip>().Single();
        var @event = new Event
        {
            Id = EventId.New(TimeProvider.System),
            Type = Event.ObjectCreated,
            Time = landed.LandedAt,
            Object = landed,
        };
        var context = new StepContext(RunId.New(TimeProvider.System), @event, EventScope.Of(@event));

        var watch = Stopwatch.StartNew();
        await executor.ExecuteAsync(step, context, CancellationToken.None);
        var took = watch.Elapsed.TotalSeconds;

        var posted = await environment.Outbox.TakeAsync(entries + 1, CancellationToken.None);
        return posted.Count == entries
            ? took
            : throw new InvalidOperationException($"The zip holds {entries} files, and {posted.Count} events were posted.");
    }
}
