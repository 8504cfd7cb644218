using System.Text.Json;

using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>A go at a step of a run, as it is printed.</summary>
/// <param name="Step">The step; one of several that it became has a suffix.</param>
/// <param name="Attempt">In which attempt of the run, from 1.</param>
/// <param name="State">How it ended, such as <c>succeeded</c>, <c>failed</c> or <c>skipped</c>; <c>running</c> when it has not.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="FinishedAt">When it ended, or what it wrote so far was written.</param>
/// <param name="Failure">Why it failed; none when it did not.</param>
/// <param name="Output">What it answered.</param>
/// <param name="Log">The last of what it wrote.</param>
/// <param name="WakeAt">When it is tried again or goes on; none when it does not wait for a time.</param>
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
