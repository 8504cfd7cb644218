using Weir.Deliveries;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>The event that tells how a run ended, for the pipelines that run after it.</summary>
internal static class RunEvents
{
    /// <param name="run">The run, which has ended for good.</param>
    /// <param name="delivery">What started it.</param>
    public static Event Of(Run run, Delivery delivery) => new()
    {
        // A run that was given up and is taken up again ends once more, at another time.
        Id = EventId.Of(run.FinishedAt, $"{Event.RunFinished}/{run.Id}"),
        Type = Event.RunFinished,
        Time = run.FinishedAt,
        EmittedBy = run.Id,
        Generation = delivery.Event.Generation + 1,
        Data = EventData.Of(
            ("pipeline", run.Pipeline),
            ("run", run.Id.ToString()),
            ("outcome", Run.OutcomeOf(run.State)),
            ("failed_step", run.FailedStep ?? ""),
            ("failure", run.Failure is { } failure ? $"{failure.Code} {failure.Message}" : "")),
    };
}
