using Weir.Events;
using Weir.Failures;

namespace Weir.Runs;

/// <summary>One go of a pipeline for one event: one run, however many attempts it takes.</summary>
public sealed record Run
{
    /// <summary>Names the run.</summary>
    public required RunId Id { get; init; }

    /// <summary>The pipeline, by name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The event that started it.</summary>
    public required EventId EventId { get; init; }

    /// <summary>Which attempt of its delivery the last one was, counted from one.</summary>
    public required int Attempt { get; init; }

    /// <summary>The content hash of the project that it ran with.</summary>
    public required string ProjectRevision { get; init; }

    /// <summary>How the last attempt ended.</summary>
    public required RunState State { get; init; }

    /// <summary>When the first step started, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last attempt ended, in UTC.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The step that failed, by name; none when the run succeeded.</summary>
    public string? FailedStep { get; init; }

    /// <summary>Why it failed; none when the run succeeded.</summary>
    public Failure? Failure { get; init; }

    /// <summary>When a run that waits goes on, in UTC. None when it does not wait, or for no time.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>The group whose limit it counts for. None when it counts for none.</summary>
    public string? Group { get; init; }

    /// <summary>The tenant that it is for. None when it is for none, or ended before that was known.</summary>
    public string? Tenant { get; init; }

    /// <summary>How a run that is over ended, in a word: <c>success</c>, <c>failure</c> or <c>cancelled</c>.</summary>
    /// <param name="state">Its last state.</param>
    public static string OutcomeOf(RunState state) => state switch
    {
        RunState.Succeeded => "success",
        RunState.Cancelled => "cancelled",
        _ => "failure",
    };
}
