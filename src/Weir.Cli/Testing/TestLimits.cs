namespace Weir.Cli.Testing;

/// <summary>The clock of the machine, by which work that goes on is given up, and with which waits for the end of work can be ended.</summary>
internal sealed class TestLimits : TimeProvider
{
    private long _skipped;
    private volatile bool _isMeasured;

    /// <summary>Whether somebody began to measure time since <see cref="BeginWait"/>.</summary>
    public bool IsMeasured => _isMeasured;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp()
    {
        var now = System.GetTimestamp() + Interlocked.Read(ref _skipped);
        _isMeasured = true;
        return now;
    }

    /// <summary>Somebody may be about to wait.</summary>
    public void BeginWait() => _isMeasured = false;

    /// <summary>Whoever measures time has waited for long enough.</summary>
    public void EndWaits() => Interlocked.Add(ref _skipped, TimestampFrequency * 86_400L);
}
