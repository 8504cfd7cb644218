using System.Text.Json;

using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>A step that waits for a person, as it is printed.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="Step">The step.</param>
/// <param name="Message">What the person is asked.</param>
/// <param name="Since">Since when it waits.</param>
internal sealed record ListedApproval(string Run, string Pipeline, string Step, string Message, DateTimeOffset Since)
{
    /// <returns>None when the step does not wait for a person.</returns>
    public static ListedApproval? Of(Run run, StepRecord step)
    {
        if (step is not { State: StepState.Waiting, WakeAt: null, Output: { } note })
        {
            return null;
        }

        using var json = JsonDocument.Parse(note);
        return json.RootElement.TryGetProperty("message", out var message)
            ? new ListedApproval(run.Id.ToString(), run.Pipeline, step.Step, message.GetString() ?? "", step.StartedAt)
            : null;
    }
}
