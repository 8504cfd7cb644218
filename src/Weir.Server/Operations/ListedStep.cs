using System.Text.Json;

using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>A go at a step of a run, as it is printed.</summary>
internal sealed record ListedStep(
    string Step,
    int Attempt,
    string State,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    Failure? Failure,
    JsonElement? Output,
    string? Log,
    DateTimeOffset? WakeAt)
{
    public static ListedStep Of(StepRecord step) => new(
        step.Step, step.Attempt, step.State.ToString().ToLowerInvariant(), step.StartedAt, step.FinishedAt, step.Failure, Value(step.Output), step.Log, step.WakeAt);

    private static JsonElement? Value(string? output)
    {
        if (output is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(output);
        return json.RootElement.Clone();
    }
}
