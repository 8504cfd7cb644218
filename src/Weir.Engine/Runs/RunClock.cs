namespace Weir.Engine.Runs;

/// <summary>The time during one attempt: a clock that is corrected meanwhile makes nothing end before it started, or last a day.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _start = time.GetTimestamp();

    public DateTimeOffset Now => _startedAt + time.GetElapsedTime(_start);
}
