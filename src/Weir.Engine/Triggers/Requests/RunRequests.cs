using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Secrets;
using Weir.Engine.Steps;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Projects;
using Weir.Runs;

namespace Weir.Engine.Triggers.Requests;

/// <summary>Starts runs that somebody asks for.</summary>
internal sealed class RunRequests(IEventLog log, Router router, TimeProvider time)
{
    private static readonly TimeSpan OldestId = TimeSpan.FromDays(1);

    /// <summary>Asks for a run, durably.</summary>
    /// <param name="pipeline">Of which pipeline.</param>
    /// <param name="inputs">What it is given, by name.</param>
    /// <param name="asked">The id of the event that asks, made by whoever asks, who may ask once more with it; a new one when none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run that will be; or the one that was asked for before in the same words, and whether it is that.</returns>
    /// <exception cref="RefusedException">
    /// WEIR7018: nobody may ask for a run of it. WEIR7019: the inputs are not those that it takes. WEIR7022: the id is not one that was
    /// made now, or it is of another event.
    /// </exception>
    public async Task<(RunId Run, bool IsAskedBefore)> RequestAsync(
        PipelineDefinition pipeline, IReadOnlyDictionary<string, string> inputs, EventId? asked, CancellationToken cancellationToken)
    {
        if (!pipeline.Triggers.OfType<TriggerDefinition.Manual>().Any())
        {
            throw new RefusedException(new Failure(
                "WEIR7018", $"The pipeline '{pipeline.Name}' is not started by people.", "Add - manual: true to its triggers in weir.yaml."));
        }

        if (Mistake(pipeline, inputs) is var (wrong, hint))
        {
            throw new RefusedException(new Failure("WEIR7019", wrong, hint));
        }

        var requested = new Event
        {
            Id = asked ?? EventId.New(time),
            Type = Event.RunRequested,
            Time = time.GetUtcNow(),
            Data = DataOf(pipeline, inputs),
        };
        var routed = router.To(requested, new Subscriber(SubscriberKind.Pipeline, pipeline.Name));
        if (asked is { } id && await IsKnownAsync(id, requested, cancellationToken))
        {
            var known = routed.Keys is [var key] ? await log.FindAsync(key, cancellationToken) : null;
            return (RunId.Of(known?.First ?? id, pipeline.Name), true);
        }

        var duplicates = await log.AppendAsync([routed], cancellationToken);
        return (RunId.Of(duplicates is [var first] ? first.First : requested.Id, pipeline.Name), duplicates.Count > 0);
    }

    /// <summary>The tenant that a run of these inputs would be for.</summary>
    /// <returns>None when it would be for none, or that cannot be said.</returns>
    public string? TenantOf(ProjectDefinition project, PipelineDefinition pipeline, IReadOnlyDictionary<string, string> inputs)
    {
        if (pipeline.Tenant is null || Mistake(pipeline, inputs) is not null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var requested = new Event { Id = EventId.New(time), Type = Event.RunRequested, Time = now, Data = DataOf(pipeline, inputs) };
        var run = new Run
        {
            Id = RunId.Of(requested.Id, pipeline.Name),
            Pipeline = pipeline.Name,
            EventId = requested.Id,
            Attempt = 1,
            ProjectRevision = project.Revision,
            State = RunState.Running,
            StartedAt = now,
            FinishedAt = now,
        };
        try
        {
            return ProjectScope.TenantOf(RunScope.Of(pipeline, requested, run, new ProjectScope(project, SecretFinder.None)));
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    /// <summary>Whether the log has the very event that asks. Its id holds the time it was made: an old one may be of an event that is kept no more.</summary>
    private async Task<bool> IsKnownAsync(EventId id, Event requested, CancellationToken cancellationToken)
    {
        if (id.MadeAt is not { } made || (made - requested.Time).Duration() > OldestId)
        {
            throw new RefusedException(new Failure(
                "WEIR7022", $"The id {id} of the event that asks for a run was not made within the last day.", "Make it when you ask: a UUID of version 7."));
        }

        if (await log.FindAsync(id, cancellationToken) is not { } before)
        {
            return false;
        }

        return before.Type == requested.Type && before.Data == requested.Data
            ? true
            : throw new RefusedException(new Failure(
                "WEIR7022", $"The id {id} of the event that asks for a run is that of another event.", "Ask with a new id, or once more for the same run."));
    }

    private static (string Message, string Hint)? Mistake(PipelineDefinition pipeline, IReadOnlyDictionary<string, string> inputs)
    {
        var names = string.Join(", ", pipeline.Inputs.Select(input => input.Name));
        if (inputs.Keys.FirstOrDefault(name => pipeline.Inputs.All(input => input.Name != name)) is { } unknown)
        {
            return ($"The pipeline '{pipeline.Name}' has no input '{unknown}'.", names.Length == 0 ? "It takes none." : $"Its inputs: {names}.");
        }

        foreach (var input in pipeline.Inputs)
        {
            if (!inputs.TryGetValue(input.Name, out var value))
            {
                if (input.IsRequired)
                {
                    return ($"The pipeline '{pipeline.Name}' requires the input '{input.Name}'.", $"Give it: --input {input.Name}=VALUE.");
                }
            }
            else if (input.WhyNot(value) is { } why)
            {
                return ($"The input '{input.Name}' is '{value}', which {why}.", "Give another value.");
            }
        }

        return null;
    }

    private static string DataOf(PipelineDefinition pipeline, IReadOnlyDictionary<string, string> inputs) => EventData.Written(json =>
    {
        json.WriteString("pipeline", pipeline.Name);
        json.WriteStartObject("inputs");
        foreach (var input in pipeline.Inputs)
        {
            if (inputs.TryGetValue(input.Name, out var value))
            {
                json.WritePropertyName(input.Name);
                InputJson.Write(json, input, value);
            }
        }

        json.WriteEndObject();
    });
}
