using System.Globalization;

using Weir.Events;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Steps;

/// <summary>What templates may name in the steps of a run: the event, the pipeline's <c>inputs</c>, the <c>run</c> itself, and what the project has for all.</summary>
internal static class RunScope
{
    /// <summary>A scope that holds all of it. An input that was not given has its default, or is absent.</summary>
    /// <exception cref="RefusedException">WEIR7019: an input was given that does not fit, or one is missing. WEIR5801, WEIR5001: it cannot be said whose run it is.</exception>
    public static IReadOnlyDictionary<string, object?> Of(PipelineDefinition pipeline, Event @event, Run run, ProjectScope? project)
    {
        var scope = Of(pipeline, @event);
        scope["run"] = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["id"] = run.Id.ToString(),
            ["pipeline"] = run.Pipeline,
            ["attempt"] = (long)run.Attempt,
            ["revision"] = run.ProjectRevision,
            ["started_at"] = run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        };
        if (pipeline.Inputs.Count > 0 && GivenIn(@event, scope) is not null)
        {
            Check(pipeline, (IReadOnlyDictionary<string, object?>)scope["inputs"]!);
        }

        project?.AddTo(scope, pipeline);
        return scope;
    }

    /// <summary>What is known before there is a run.</summary>
    public static Dictionary<string, object?> Of(PipelineDefinition pipeline, Event @event)
    {
        var scope = EventScope.Of(@event);
        if (pipeline.Inputs.Count > 0)
        {
            var given = GivenIn(@event, scope);
            scope["inputs"] = pipeline.Inputs.ToDictionary(
                input => input.Name, input => given?.GetValueOrDefault(input.Name) ?? input.Default, StringComparer.Ordinal);
        }

        return scope;
    }

    private static IReadOnlyDictionary<string, object?>? GivenIn(Event @event, Dictionary<string, object?> scope) => @event.Type == Event.RunRequested
        ? ((IReadOnlyDictionary<string, object?>)scope["event"]!).GetValueOrDefault("inputs") as IReadOnlyDictionary<string, object?>
        : null;

    /// <summary>What a step of another pipeline gives is known only now.</summary>
    private static void Check(PipelineDefinition pipeline, IReadOnlyDictionary<string, object?> inputs)
    {
        foreach (var input in pipeline.Inputs)
        {
            if (inputs[input.Name] is not { } value)
            {
                if (input.IsRequired)
                {
                    throw new RefusedException(new Failure(
                        "WEIR7019", $"The pipeline '{pipeline.Name}' requires the input '{input.Name}', which it was not given.", "Give it where the run is started."));
                }
            }
            else if (input.WhyNot(TextOf(value)) is { } why)
            {
                throw new RefusedException(new Failure(
                    "WEIR7019", $"The input '{input.Name}' of the pipeline '{pipeline.Name}' is '{TextOf(value)}', which {why}.", "Give another value where the run is started."));
            }
        }
    }

    private static string TextOf(object value) => value switch
    {
        true => "true",
        false => "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
