using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>A run, as listings print it.</summary>
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
