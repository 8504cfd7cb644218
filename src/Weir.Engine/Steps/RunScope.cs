using Weir.Events;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>What templates may name in the steps of a run: the event, the pipeline's <c>inputs</c>, and what <c>steps</c> left.</summary>
internal static class RunScope
{
    /// <summary>A scope that holds all of it. An input that was not given has its default, or is absent.</summary>
    public static IReadOnlyDictionary<string, object?> Of(PipelineDefinition pipeline, Event @event, IReadOnlyDictionary<string, object?> outputs)
    {
        var scope = EventScope.Of(@event);
        scope["steps"] = outputs;
        if (pipeline.Inputs.Count == 0)
        {
            return scope;
        }

        var given = @event.Type == Event.RunRequested
            ? ((IReadOnlyDictionary<string, object?>)scope["event"]!).GetValueOrDefault("inputs") as IReadOnlyDictionary<string, object?>
            : null;
        scope["inputs"] = pipeline.Inputs.ToDictionary(
            input => input.Name, input => given?.GetValueOrDefault(input.Name) ?? input.Default, StringComparer.Ordinal);
        return scope;
    }
}
