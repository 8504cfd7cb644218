using System.Text.Json;

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
    public static RunSignal? AwaitedBy(Run run, Delivery delivery) => WhoAwaits(delivery) is var (parent, step)
        ? new RunSignal { RunId = parent, Kind = RunSignalKind.RunEnded, Step = step, Data = DataOf(run), Time = run.FinishedAt }
        : null;

    /// <summary>The run, and its step, that waits for the run that a delivery starts; none when none does.</summary>
    public static (RunId Run, string? Step)? WhoAwaits(Delivery delivery)
    {
        if (delivery.Event is not { Type: Event.RunRequested, Data: { } data } || !data.Contains(RunStep.Awaited, StringComparison.Ordinal))
        {
            return null;
        }

        using var json = JsonDocument.Parse(data);
        return json.RootElement.TryGetProperty(RunStep.Awaited, out var awaited) && RunId.TryParse(awaited.GetProperty("run").GetString()!, out var parent)
            ? (parent, awaited.GetProperty("step").GetString())
            : null;
    }

    private static string DataOf(Run run) => EventData.Of(
        ("pipeline", run.Pipeline),
        ("run", run.Id.ToString()),
        ("outcome", Run.OutcomeOf(run.State)),
        ("failed_step", run.FailedStep ?? ""),
        ("failure", run.Failure is { } failure ? $"{failure.Code} {failure.Message}" : ""));
}
