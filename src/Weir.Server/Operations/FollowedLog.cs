using System.Text.Json.Serialization;

using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>One thing that somebody sees who follows a run; only what belongs to it is there.</summary>
/// <param name="Event">
/// <c>run</c>: how far the run is; <c>started</c>: a step has begun; <c>line</c>: it wrote one; <c>ended</c>: it has ended, or begun to wait.
/// </param>
/// <param name="Time">When.</param>
internal sealed record FollowedLog(string Event, DateTimeOffset Time)
{
    public const string Run = "run";
    public const string Started = "started";
    public const string Line = "line";
    public const string Ended = "ended";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pipeline { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Step { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Attempt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? StartedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Failure? Failure { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>The place of an <c>ended</c> step among all of its run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Number { get; init; }

    public static FollowedLog Of(Run run) => new(Run, run.FinishedAt)
    {
        Id = run.Id.ToString(),
        Pipeline = run.Pipeline,
        Attempt = run.Attempt,
        State = run.State.ToString().ToLowerInvariant(),
        StartedAt = run.StartedAt,
        Failure = run.Failure,
        WakeAt = run.WakeAt,
    };

    public static FollowedLog Of(StepRecord step) => new(Ended, step.FinishedAt)
    {
        Step = step.Step,
        Attempt = step.Attempt,
        State = step.State.ToString().ToLowerInvariant(),
        StartedAt = step.StartedAt,
        Failure = step.Failure,
        WakeAt = step.WakeAt,
        Number = step.Number,
    };
}
