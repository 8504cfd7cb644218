using Weir.Failures;

namespace Weir.Runs;

/// <summary>One go at one step of a run, as it ended.</summary>
public sealed record StepRecord
{
    /// <summary>The run.</summary>
    public required RunId RunId { get; init; }

    /// <summary>Its place among all goes at steps of the run, in the order in which they ended, counted from one.</summary>
    public required int Number { get; init; }

    /// <summary>The step, by the name that it has in its pipeline.</summary>
    public required string Step { get; init; }

    /// <summary>Which go of the run it belongs to, counted from one: the attempt of the run's delivery.</summary>
    public required int Attempt { get; init; }

    /// <summary>How it ended.</summary>
    public required StepState State { get; init; }

    /// <summary>When it started, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, in UTC; for a crashed one, when that was noticed.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Why it failed; none unless it did.</summary>
    public Failure? Failure { get; init; }

    /// <summary>What it gave for later steps to read, in JSON: the answer of a function. None when it gave nothing, or too much to be kept.</summary>
    public string? Output { get; init; }

    /// <summary>The end of what it wrote, with a line feed after each line but the last. None when it wrote nothing.</summary>
    public string? Log { get; init; }

    /// <summary>Until when what it wrote is kept, in UTC. As long as its run when none.</summary>
    public DateTimeOffset? LogUntil { get; init; }

    /// <summary>The revision of the project that the attempt was made with; with the first record of each attempt alone.</summary>
    public string? Revision { get; init; }

    /// <summary>When a step that waits or has failed is taken up again, in UTC. None when no time brings that about.</summary>
    public DateTimeOffset? WakeAt { get; init; }
}
