using Weir.Deliveries;
using Weir.Engine.Secrets;
using Weir.Engine.Steps;
using Weir.Events;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Projects;

namespace Weir.Engine.Events;

/// <summary>Gives events the keys by which pipelines know those that mean the same.</summary>
internal sealed class Deduplication
{
    private readonly Dictionary<string, PipelineDefinition> _pipelines;
    private readonly IReadOnlyDictionary<string, object?> _known;
    private readonly TimeSpan _longest;

    /// <param name="project">The project. Keys are remembered for as long as history is kept, at the most.</param>
    public Deduplication(ProjectDefinition project)
    {
        _longest = project.Retention;
        _known = new ProjectScope(project, SecretFinder.None).OutsideOfRuns();
        _pipelines = project.Pipelines.Where(pipeline => pipeline.Value.Triggers.Any(trigger => trigger.DedupeKey is not null)).ToDictionary();
    }

    /// <summary>The event with the keys of those of its subscribers that want them.</summary>
    public RoutedEvent Of(Event @event, IReadOnlyList<Subscriber> subscribers)
    {
        var routed = new RoutedEvent(@event, subscribers);
        if (_pipelines.Count == 0 || @event.Type == Event.ObjectReloaded)
        {
            return routed;
        }

        List<DedupeKey> keys = [];
        List<DedupeNote> notes = [];
        foreach (var subscriber in subscribers)
        {
            if (subscriber.Kind == SubscriberKind.Pipeline
                && _pipelines.TryGetValue(subscriber.Name, out var pipeline)
                && pipeline.Triggers.FirstOrDefault(trigger => TriggerMatch.Takes(trigger, @event)) is { DedupeKey: not null } trigger)
            {
                var scope = RunScope.Of(pipeline, @event);
                foreach (var (name, value) in _known)
                {
                    scope[name] = value;
                }

                var (key, note) = KeyOf(trigger, subscriber, scope);
                keys.AddRange(key is null ? [] : [key]);
                notes.AddRange(note is null ? [] : [note]);
            }
        }

        return keys.Count + notes.Count == 0 ? routed : routed with { Keys = keys, Notes = notes };
    }

    /// <summary>The key that a trigger has for an event, or why there is none: that must not lose the event.</summary>
    /// <param name="trigger">A trigger with a key.</param>
    /// <param name="subscriber">Its pipeline.</param>
    /// <param name="scope">What is known of the event.</param>
    public (DedupeKey? Key, DedupeNote? Note) KeyOf(
        TriggerDefinition trigger, Subscriber subscriber, IReadOnlyDictionary<string, object?> scope)
    {
        try
        {
            var text = trigger.DedupeKey!.Render(scope);
            if (text.Length > 0)
            {
                return (DedupeKey.Of(subscriber, text, trigger.DedupeFor < _longest ? trigger.DedupeFor : _longest), null);
            }

            return (null, new DedupeNote(subscriber, null, new Failure(
                "WEIR5006", $"The dedupe_key '{trigger.DedupeKey}' is empty for this event, which ran without one.", "Name what every event has.")));
        }
        catch (RefusedException refused)
        {
            return (null, new DedupeNote(subscriber, null, new Failure(
                "WEIR5006", $"The event has no dedupe_key and ran without one. {refused.Failure.Message}", refused.Failure.Hint)));
        }
    }
}
