using System.Text.Json.Serialization;

using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>One thing that somebody sees who follows a run; only what belongs to it is there.</summary>
/// <param name="Event">
/// <c>run</c>: how far the run is; <c>started</c>: a step has begun; <c>line</c>: it wrote one; <c>ended</c>: it has ended, or begun to wait.
/// </param>
/// <param name="Time">When; of a line, when it was written, to a tenth of a second, and once its step has ended, when it did.</param>
internal sealed record FollowedLog(string Event, DateTimeOffset Time)
{
    public const string Run = "run";
    public const string Started = "started";
    public const string Line = "line";
    public const string Ended = "ended";

    /// <summary>The run; of <c>run</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>Its pipeline; of <c>run</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pipeline { get; init; }

    /// <summary>The step; of all but <c>run</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Step { get; init; }

    /// <summary>In which attempt of the run, from 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Attempt { get; init; }

    /// <summary>What the step wrote; of <c>line</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>How far the run is, or how the step ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>When the run started.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Why it failed; none when it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Failure? Failure { get; init; }

    /// <summary>When it goes on by itself; none when it does not wait for a time.</summary>
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
