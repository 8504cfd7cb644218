using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>A run, as listings print it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="State">How far it is, such as <c>running</c>, <c>waiting</c>, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Attempt">Which attempt was the last one, from 1.</param>
/// <param name="EventId">The event that it was made for.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="FinishedAt">When its last attempt ended; when it was last looked at while that goes on.</param>
/// <param name="FailedStep">The step that failed; none when none did.</param>
/// <param name="Failure">Why it failed; none when it did not.</param>
/// <param name="ProjectRevision">The revision of the project that it was made with.</param>
/// <param name="WakeAt">When it goes on by itself; none when it does not wait for a time.</param>
internal sealed record ListedRun(
    string Id,
    string Pipeline,
    string State,
    int Attempt,
    string EventId,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    string? FailedStep,
    Failure? Failure,
    string ProjectRevision,
    DateTimeOffset? WakeAt)
{
    public static ListedRun Of(Run run) => new(
        run.Id.ToString(),
        run.Pipeline,
        run.State.ToString().ToLowerInvariant(),
        run.Attempt,
        run.EventId.ToString(),
        run.StartedAt,
        run.FinishedAt,
        run.FailedStep,
        run.Failure,
        run.ProjectRevision,
        run.WakeAt);
}
