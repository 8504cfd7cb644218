namespace Weir.Local.Objects;

/// <summary>How long a watched folder is given.</summary>
internal sealed record FolderWatchOptions
{
    /// <summary>How long a file must not have changed where the system says that nobody is writing to it. 100 ms by default.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The same where the system cannot say so. 2 s by default.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often all is looked at afresh, for notifications can be lost. A minute by default, more in large folders.</summary>
    public TimeSpan Rescan { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The same where the system gives no notifications. 2 s by default, more in large folders.</summary>
    public TimeSpan RescanUnnotified { get; init; } = TimeSpan.FromSeconds(2);
}
