using System.Diagnostics.Metrics;

using Weir.Deliveries;
using Weir.Functions;
using Weir.Loads;
using Weir.Runs;

namespace Weir.Engine.Telemetry;

/// <summary>What is counted and timed, for those who listen. Where nobody does it costs next to nothing.</summary>
internal static class Meters
{
    /// <summary>What those who listen ask for.</summary>
    public const string Name = "Weir";

    private const string Pipeline = "weir.pipeline";
    private const string Table = "weir.table";
    private const string Function = "faas.invoked_name";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400],
    };

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> RunsStarted = Meter.CreateCounter<long>("weir.runs.started", "{run}", "Runs that were begun for the first time.");

    private static readonly Counter<long> RunsFinished = Meter.CreateCounter<long>("weir.runs.finished", "{run}", "Runs that ended for good.");

    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram(
        "weir.run.duration", "s", "From the first step of a run to its end.", tags: null, Seconds);

    private static readonly Histogram<double> StepDuration = Meter.CreateHistogram("weir.step.duration", "s", "How long a go at a step took.", tags: null, Seconds);

    private static readonly Counter<long> Loads = Meter.CreateCounter<long>("weir.loads", "{file}", "Files that were loaded, or failed to.");

    private static readonly Counter<long> RowsLoaded = Meter.CreateCounter<long>("weir.rows.loaded", "{row}", "Rows that were published.");

    private static readonly Counter<long> RowsQuarantined = Meter.CreateCounter<long>("weir.rows.quarantined", "{row}", "Rows that were refused.");

    private static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>("weir.dead_letters", "{delivery}", "Deliveries that were given up.");

    private static readonly Counter<long> Invocations = Meter.CreateCounter<long>("faas.invocations", "{invocation}", "Functions that were called and did their work.");

    private static readonly Counter<long> Errors = Meter.CreateCounter<long>("faas.errors", "{error}", "Functions that were called and failed.");

    private static readonly Counter<long> ColdStarts = Meter.CreateCounter<long>("faas.coldstarts", "{coldstart}", "Calls for which a process was started.");

    private static readonly Histogram<double> InvokeDuration = Meter.CreateHistogram(
        "faas.invoke_duration", "s", "How long a function took, with the start of its process.", tags: null, Seconds);

    /// <summary>A run is begun for the first time.</summary>
    public static void RunStarted(string pipeline) => RunsStarted.Add(1, new KeyValuePair<string, object?>(Pipeline, pipeline));

    /// <summary>An attempt at a run has ended; what is tried again or waits is not counted.</summary>
    public static void RunEnded(Run run)
    {
        if (run.State is not (RunState.Succeeded or RunState.Failed or RunState.Cancelled) || !(RunsFinished.Enabled || RunDuration.Enabled))
        {
            return;
        }

        var (pipeline, outcome) = (new KeyValuePair<string, object?>(Pipeline, run.Pipeline), new KeyValuePair<string, object?>("weir.run.outcome", Run.OutcomeOf(run.State)));
        RunsFinished.Add(1, pipeline, outcome);
        RunDuration.Record((run.FinishedAt - run.StartedAt).TotalSeconds, pipeline, outcome);
    }

    /// <summary>A go at a step has ended.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="step">The step of the pipeline that it belongs to.</param>
    /// <param name="record">How it ended.</param>
    public static void StepEnded(string pipeline, Func<string, string> step, StepRecord record)
    {
        if (StepDuration.Enabled && record.State is StepState.Succeeded or StepState.Failed or StepState.Ignored)
        {
            StepDuration.Record(
                (record.FinishedAt - record.StartedAt).TotalSeconds,
                new KeyValuePair<string, object?>(Pipeline, pipeline),
                new KeyValuePair<string, object?>("weir.step", step(record.Step)),
                new KeyValuePair<string, object?>("weir.step.state", record.State.ToString().ToLowerInvariant()));
        }
    }

    /// <summary>Files were loaded, or failed to.</summary>
    public static void Loaded(IReadOnlyList<LoadRecord> records)
    {
        if (!Loads.Enabled && !RowsLoaded.Enabled && !RowsQuarantined.Enabled)
        {
            return;
        }

        foreach (var record in records)
        {
            var table = new KeyValuePair<string, object?>(Table, record.Table);
            Loads.Add(1, table, new KeyValuePair<string, object?>("weir.load.status", record.Status.ToString()));
            RowsLoaded.Add(record.RowsLoaded, table);
            RowsQuarantined.Add(record.RowsQuarantined, table);
        }
    }

    /// <summary>A delivery was given up.</summary>
    public static void GivenUp(Subscriber subscriber, string code) => DeadLetters.Add(
        1,
        new KeyValuePair<string, object?>("weir.subscriber", subscriber.Name),
        new KeyValuePair<string, object?>("weir.subscriber.kind", subscriber.Noun),
        new KeyValuePair<string, object?>("error.type", code));

    /// <summary>A function was called.</summary>
    public static void Invoked(string function, FunctionResult result)
    {
        var name = new KeyValuePair<string, object?>(Function, function);
        if (result.Failure is { } failure)
        {
            Errors.Add(1, name, new KeyValuePair<string, object?>("error.type", failure.Code));
        }
        else
        {
            Invocations.Add(1, name);
        }

        if (result.IsColdStart)
        {
            ColdStarts.Add(1, name);
        }

        InvokeDuration.Record(result.Duration.TotalSeconds, name);
    }
}
