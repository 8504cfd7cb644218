using System.Text.Json;

using Weir.Events;
using Weir.Pipelines;

namespace Weir.Engine.Deliveries;

/// <summary>Has the runs of a schedule wait for one another, also for one that waits itself, unless the schedule lets them overlap.</summary>
internal static class ScheduleGroup
{
    /// <summary>One at a time, and the others wait.</summary>
    public static ConcurrencyDefinition One { get; } = new(1);

    /// <summary>Whether runs of a pipeline may have to wait for others.</summary>
    public static bool HasGroups(PipelineDefinition pipeline) => pipeline.Concurrency is not null || pipeline.Triggers.Any(IsInOrder);

    /// <summary>The group of the runs of the schedule that an event is of.</summary>
    /// <returns>None when it is of no schedule, or of one whose runs may overlap.</returns>
    public static string? Of(PipelineDefinition pipeline, Event @event)
    {
        if (@event is not { Type: Event.ScheduleFired, Data: { } data } || !pipeline.Triggers.Any(IsInOrder))
        {
            return null;
        }

        using var json = JsonDocument.Parse(data);
        return json.RootElement.TryGetProperty("schedule", out var fired)
            && pipeline.Triggers.Where(IsInOrder).OfType<TriggerDefinition.Schedule>().Any(schedule => schedule.Definition.ToString() == fired.GetString())
                ? $"schedule:{pipeline.Name}:{fired.GetString()}"
                : null;
    }

    private static bool IsInOrder(TriggerDefinition trigger) => trigger is TriggerDefinition.Schedule { Definition.Overlaps: false };
}
