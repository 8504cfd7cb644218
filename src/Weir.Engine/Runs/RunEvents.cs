using Weir.Deliveries;
using Weir.Engine.Steps;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>The event that tells how a run ended, for the pipelines that run after it.</summary>
internal static class RunEvents
{
    /// <param name="run">The run, which has ended for good.</param>
    /// <param name="delivery">What started it.</param>
    /// <param name="trace">The trace that both belong to, if any.</param>
    public static Event Of(Run run, Delivery delivery, string? trace) => new()
    {
        // A run that was given up and is taken up again ends once more, at another time.
        Id = EventId.Of(run.FinishedAt, $"{Event.RunFinished}/{run.Id}"),
        Type = Event.RunFinished,
        Time = run.FinishedAt,
        EmittedBy = run.Id,
        Generation = delivery.Event.Generation + 1,
        Trace = trace,
        Data = DataOf(run),
    };

    /// <summary>What the run that waits for this one is told.</summary>
    /// <param name="run">The run, which has ended for good.</param>
    /// <param name="delivery">What started it.</param>
    /// <returns>None when no run waits for it.</returns>
    public static RunSignal? AwaitedBy(Run run, Delivery delivery) => AwaitedRun.In(delivery.Event) is { } awaited
        ? new RunSignal { RunId = awaited.By, Kind = RunSignalKind.RunEnded, Step = awaited.Step, Data = DataOf(run), Time = run.FinishedAt }
        : null;

    private static string DataOf(Run run) => EventData.Of(
        ("pipeline", run.Pipeline),
        ("run", run.Id.ToString()),
        ("outcome", Run.OutcomeOf(run.State)),
        ("failed_step", run.FailedStep ?? ""),
        ("failure", run.Failure is { } failure ? $"{failure.Code} {failure.Message}" : ""));
}
