using System.Text.Json;

using Weir.Deliveries;
using Weir.Events;
using Weir.Pipelines;

namespace Weir.Engine.Events;

/// <summary>Events about one reconciliation or one table go to a subscriber.</summary>
/// <param name="Type">The events' type.</param>
/// <param name="Facts">What must be in their data.</param>
/// <param name="Subscriber">Who gets them.</param>
internal sealed record SubjectRoute(string Type, IReadOnlyDictionary<string, string> Facts, Subscriber Subscriber)
{
    /// <returns>None for a trigger of another kind.</returns>
    public static SubjectRoute? Of(TriggerDefinition trigger, Subscriber subscriber) => trigger switch
    {
        TriggerDefinition.ReconciliationFinished { Outcome: { } outcome } finished => new SubjectRoute(
            Event.ReconciliationFinished,
            new Dictionary<string, string> { ["reconciliation"] = finished.Reconciliation, ["outcome"] = outcome },
            subscriber),
        TriggerDefinition.ReconciliationFinished finished => new SubjectRoute(
            Event.ReconciliationFinished, new Dictionary<string, string> { ["reconciliation"] = finished.Reconciliation }, subscriber),
        TriggerDefinition.SchemaChanged changed => new SubjectRoute(
            Event.SchemaChanged, new Dictionary<string, string> { ["table"] = changed.Table }, subscriber),
        _ => null,
    };

    /// <summary>Whether the event is meant. Names of tables are the same in any case.</summary>
    public bool Takes(Event @event)
    {
        if (@event.Type != Type || @event.Data is not { } data)
        {
            return false;
        }

        using var json = JsonDocument.Parse(data);
        return Facts.All(fact =>
            json.RootElement.TryGetProperty(fact.Key, out var value) && string.Equals(value.GetString(), fact.Value, StringComparison.OrdinalIgnoreCase));
    }
}
