using Weir.Deliveries;
using Weir.Engine.Steps;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>One attempt at a run: what all its steps have in common.</summary>
internal sealed record RunAttempt(
    RunId Id, PipelineDefinition Pipeline, Delivery Delivery, RunProgress Progress, RunControl Control, RunClock Clock, StepExecutor Steps, TimeProvider Time)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    /// <summary>The time.</summary>
    public DateTimeOffset Now => Clock.Now;

    /// <summary>When the run must be over. Never when none.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Ends when a time has come, or after an hour.</summary>
    public Task UntilAsync(DateTimeOffset? moment, CancellationToken cancellationToken)
    {
        var left = moment - Now ?? LongestSleep;
        return Task.Delay(left > LongestSleep ? LongestSleep : left > TimeSpan.Zero ? left : TimeSpan.Zero, Time, cancellationToken);
    }
}
