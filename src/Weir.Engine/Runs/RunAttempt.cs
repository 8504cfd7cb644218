using Weir.Deliveries;
using Weir.Engine.Steps;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>One attempt at a run: what all its steps have in common.</summary>
internal sealed record RunAttempt(
    RunId Id, PipelineDefinition Pipeline, Delivery Delivery, RunProgress Progress, RunControl Control, RunClock Clock, StepExecutor Steps, TimeProvider Time)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);

    /// <summary>The time.</summary>
    public DateTimeOffset Now => Clock.Now;

    /// <summary>The time by the clock on the wall, by which whatever waits falls due: it may be put on or back meanwhile.</summary>
    public DateTimeOffset WallNow => Time.GetUtcNow();

    /// <summary>How long what its steps write is kept. As long as the run by default.</summary>
    public KeptLogs? Logs { get; init; }

    /// <summary>When the run must be over. Never when none.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The clock by which tries that go on are given up.</summary>
    public TimeProvider Limits { get; init; } = Time;

    /// <summary>A wait that is no longer is made in place.</summary>
    public TimeSpan ShortWait { get; init; }

    /// <summary>Ends when a time by the clock on the wall has come, or after a while: the clock may have been put on.</summary>
    public Task UntilAsync(DateTimeOffset? moment, CancellationToken cancellationToken)
    {
        var left = moment - WallNow ?? LongestSleep;
        return Task.Delay(left > LongestSleep ? LongestSleep : left > TimeSpan.Zero ? left : TimeSpan.Zero, Time, cancellationToken);
    }
}
