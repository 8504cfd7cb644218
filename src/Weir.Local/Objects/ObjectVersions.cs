namespace Weir.Local.Objects;

/// <summary>
/// Numbers versions over the whole environment: microseconds since 1970, or one more than the last where the clock has not gone
/// on. A number given out is not given again, and a later one is greater also when the state file was lost in between.
/// </summary>
/// <param name="last">The greatest version that landed.</param>
/// <param name="time">The clock.</param>
internal sealed class ObjectVersions(long last, TimeProvider time)
{
    private long _last = last;

    public long Next()
    {
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        while (true)
        {
            var before = Volatile.Read(ref _last);
            var next = Math.Max(before + 1, now);
            if (Interlocked.CompareExchange(ref _last, next, before) == before)
            {
                return next;
            }
        }
    }
}
