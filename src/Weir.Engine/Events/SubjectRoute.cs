using System.Text.Json;

using Weir.Deliveries;
using Weir.Events;
using Weir.Pipelines;
using Weir.Runs;

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
        TriggerDefinition.ReconciliationFinished finished => new SubjectRoute(
            Event.ReconciliationFinished, Known(("reconciliation", finished.Reconciliation), ("outcome", finished.Outcome)), subscriber),
        TriggerDefinition.SchemaChanged changed => new SubjectRoute(Event.SchemaChanged, Known(("table", changed.Table)), subscriber),
        TriggerDefinition.RunFinished finished => new SubjectRoute(
            Event.RunFinished, Known(("pipeline", finished.Pipeline), ("outcome", finished.Outcome is { } outcome ? Run.OutcomeOf(outcome) : null)), subscriber),
        TriggerDefinition.TableLoaded loaded => new SubjectRoute(Event.TableLoaded, Known(("table", loaded.Table)), subscriber),
        TriggerDefinition.Message message => new SubjectRoute(Event.MessagePublished, Known(("topic", message.Topic)), subscriber),
        _ => null,
    };

    /// <summary>Requests for runs of a pipeline go to it.</summary>
    public static SubjectRoute Asked(Subscriber pipeline) => new(Event.RunRequested, Known(("pipeline", pipeline.Name)), pipeline);

    /// <summary>Whether an event of the type is meant. Names of tables are the same in any case.</summary>
    /// <param name="data">What is known of it.</param>
    public bool Takes(JsonElement data) => Facts.All(fact =>
        data.TryGetProperty(fact.Key, out var value) && string.Equals(value.GetString(), fact.Value, StringComparison.OrdinalIgnoreCase));

    private static Dictionary<string, string> Known(params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        var known = new Dictionary<string, string>();
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                known[name] = value;
            }
        }

        return known;
    }
}
