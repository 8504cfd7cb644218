using System.Globalization;
using System.Text.Json;

using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Steps;

/// <summary>Starts a run of another pipeline, and ends as that does where it is awaited.</summary>
internal sealed class RunStep(RequestedRuns requests)
{
    public async Task<StepAnswer> ExecuteAsync(StepDefinition.Run step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Waited is { Output: { } note })
        {
            return Await(step, note, context);
        }

        IReadOnlyList<(string, string)> awaited = step.IsAwaited
            ? [(AwaitedRun.Key, new AwaitedRun(context.RunId, step.Name, AwaitedRun.In(context.Event)?.All ?? []).ToJson())]
            : [];
        var run = await requests.RequestAsync(
            string.Create(CultureInfo.InvariantCulture, $"{step.Name}/{context.EndsBefore + 1}"), step.Pipeline, step.Inputs, context, awaited, notBefore: null, cancellationToken);
        var started = EventData.Of(("run", run.ToString()));

        // An attempt that was lost may have started it before: then it may have ended, and its word was heard already.
        return step.IsAwaited ? Await(step, started, context) : new StepAnswer(started, null);
    }

    /// <summary>The run that a step waits for.</summary>
    /// <param name="note">What the step left when it began to wait.</param>
    /// <returns>None when it waits for something else.</returns>
    public static RunId? AwaitedIn(string note)
    {
        using var json = JsonDocument.Parse(note);
        return json.RootElement.ValueKind == JsonValueKind.Object
            && json.RootElement.TryGetProperty("run", out var run)
            && run.ValueKind == JsonValueKind.String
            && RunId.TryParse(run.GetString()!, out var id)
                ? id
                : null;
    }

    private static StepAnswer Await(StepDefinition.Run step, string note, StepContext context) =>
        context.Signals.LastOrDefault(signal => signal is { Kind: RunSignalKind.RunEnded, Data: { } data } && IsAbout(note, data)) is { Data: { } end }
            ? EndOf(step, end)
            : StepAnswer.None with { Wait = new StepWait(null, note) };

    private static bool IsAbout(string note, string data) => RunIn(note) == RunIn(data);

    private static StepAnswer EndOf(StepDefinition.Run step, string end)
    {
        using var json = JsonDocument.Parse(end);
        var outcome = json.RootElement.GetProperty("outcome").GetString();
        return outcome == Run.OutcomeOf(RunState.Succeeded)
            ? new StepAnswer(end, null)
            : throw new StepFailedException(
                new Failure(
                    "WEIR5038",
                    $"The run {RunIn(end)} of the pipeline '{step.Pipeline}' ended with {outcome}: {json.RootElement.GetProperty("failure").GetString()}",
                    $"See why with 'weir show {RunIn(end)}'."),
                null);
    }

    private static string? RunIn(string data)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.GetProperty("run").GetString();
    }
}
