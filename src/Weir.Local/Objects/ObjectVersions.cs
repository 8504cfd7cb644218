namespace Weir.Local.Objects;

/// <summary>Numbers versions over the whole environment. A number given out is not given again.</summary>
/// <param name="last">The greatest version that landed.</param>
internal sealed class ObjectVersions(long last)
{
    private long _last = last;

    public long Next() => Interlocked.Increment(ref _last);
}
