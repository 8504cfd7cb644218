using System.Text.Json;

using Weir.Engine.Runs;
using Weir.Events;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Engine.Triggers.Http;

/// <summary>Waits for the ends of runs, and tells them to who asked for them.</summary>
internal sealed class RunResults(IRunLog runs, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private static readonly Failure Cancelled = new("WEIR7120", "The run was cancelled.", "See it with 'weir show' and its id.");

    /// <summary>How a run ended.</summary>
    /// <param name="request">The event that started it.</param>
    /// <param name="id">The run.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>None when it has not ended by then.</returns>
    public async Task<HttpAnswer?> WaitAsync(EventId request, RunId id, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var pause = ShortestPause; ; pause = pause < LongestPause ? pause * 1.5 : LongestPause)
        {
            if (await runs.FindAsync(id, cancellationToken) is { State: RunState.Succeeded or RunState.Failed or RunState.Cancelled } run)
            {
                return run.State != RunState.Succeeded && (run.Failure ?? Cancelled) is { } failure
                    ? HttpAnswer.Problem(500, failure, json => Write(json, request, run))
                    : await SucceededAsync(request, run, cancellationToken);
            }

            var left = patience - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
        }
    }

    private async Task<HttpAnswer> SucceededAsync(EventId request, Run run, CancellationToken cancellationToken)
    {
        var output = (await runs.StepsAsync(run.Id, cancellationToken)).LastOrDefault(step => step.State == StepState.Succeeded)?.Output;
        return HttpAnswer.Json(200, json =>
        {
            Write(json, request, run);
            json.WritePropertyName("outputs");
            json.WriteRawValue(output ?? "null");
        });
    }

    private static void Write(Utf8JsonWriter json, EventId request, Run run)
    {
        json.WriteString("id", request.ToString());
        json.WriteString("run", run.Id.ToString());
        json.WriteString("state", run.State.ToString().ToLowerInvariant());
        if (run.FailedStep is { } step)
        {
            json.WriteString("step", step);
        }
    }
}
