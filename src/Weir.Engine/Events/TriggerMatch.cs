using System.Text.Json;

using Weir.Deliveries;
using Weir.Events;
using Weir.Pipelines;

namespace Weir.Engine.Events;

/// <summary>Says whether a trigger is about an event.</summary>
internal static class TriggerMatch
{
    /// <summary>Whether the trigger is about the event.</summary>
    public static bool Takes(TriggerDefinition trigger, Event @event) => trigger switch
    {
        TriggerDefinition.ObjectCreated created => @event is { Type: Event.ObjectCreated, Object: { } landed } && created.Filter.Matches(landed),
        TriggerDefinition.Manual => @event.Type == Event.RunRequested,
        TriggerDefinition.Schedule schedule =>
            @event.Type == Event.ScheduleFired && Has(@event, data => data.TryGetProperty("schedule", out var fired) && fired.GetString() == schedule.Definition.ToString()),
        _ => SubjectRoute.Of(trigger, new Subscriber(SubscriberKind.Pipeline, "")) is { } route && route.Type == @event.Type && Has(@event, route.Takes),
    };

    private static bool Has(Event @event, Func<JsonElement, bool> takes)
    {
        if (@event.Data is not { } known)
        {
            return false;
        }

        using var data = JsonDocument.Parse(known);
        return takes(data.RootElement);
    }
}
