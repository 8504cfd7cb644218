using Weir.Deliveries;

namespace Weir.Engine.Triggers.Alarms;

/// <summary>Numbers about what was done and is to be done. What they cost depends on the time they are about, and not on what was before.</summary>
internal interface IFlowMetrics
{
    /// <summary>Deliveries that were given up since a time and not redriven; those of notifications do not count.</summary>
    /// <param name="of">Whose; everybody's when null.</param>
    /// <param name="since">The time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<long> CountFailuresAsync(Subscriber? of, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>When the event happened whose delivery has been open for longest; none when nothing is open. Notifications do not count.</summary>
    /// <param name="of">Whose; everybody's when null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<DateTimeOffset?> FindOldestWaitingAsync(Subscriber? of, CancellationToken cancellationToken);

    /// <summary>How long the longest of the runs took that ended since a time, from their first attempts on; none when none ended.</summary>
    /// <param name="pipeline">Whose; those of all pipelines when null.</param>
    /// <param name="since">The time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<TimeSpan?> FindLongestRunAsync(string? pipeline, DateTimeOffset since, CancellationToken cancellationToken);
}
