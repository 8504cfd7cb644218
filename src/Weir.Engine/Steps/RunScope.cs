using Weir.Events;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>What templates may name in the steps of a run: the event, under <c>event</c>, and the pipeline's inputs, under <c>inputs</c>.</summary>
internal static class RunScope
{
    /// <summary>A scope that holds both. An input that was not given has its default, or is absent.</summary>
    public static IReadOnlyDictionary<string, object?> Of(PipelineDefinition pipeline, Event @event)
    {
        var scope = EventScope.Of(@event);
        if (pipeline.Inputs.Count == 0)
        {
            return scope;
        }

        var given = @event.Type == Event.RunRequested
            ? ((IReadOnlyDictionary<string, object?>)scope["event"]!).GetValueOrDefault("inputs") as IReadOnlyDictionary<string, object?>
            : null;
        return new Dictionary<string, object?>(scope, StringComparer.Ordinal)
        {
            ["inputs"] = pipeline.Inputs.ToDictionary(
                input => input.Name, input => given?.GetValueOrDefault(input.Name) ?? input.Default, StringComparer.Ordinal),
        };
    }
}
