using Weir.Deliveries;

namespace Weir.Engine.Triggers.Schedules;

/// <summary>Up to which time schedules have fired, and whose are paused.</summary>
/// <remarks>Implementations promise, and <c>ScheduleMarksConformance</c> checks: what was set is found, also after a crash.</remarks>
internal interface IScheduleMarks
{
    /// <summary>The mark of a schedule; none when it never had one.</summary>
    /// <param name="name">Whose schedule it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<ScheduleMark?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Sets the mark, durably.</summary>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: the disk is full or refuses.</exception>
    Task SetAsync(string name, ScheduleMark mark, CancellationToken cancellationToken);

    /// <summary>Those whose schedules are paused, and since when. It is asked for often.</summary>
    Task<IReadOnlyDictionary<Subscriber, DateTimeOffset>> ListPausesAsync(CancellationToken cancellationToken);

    /// <summary>Pauses somebody's schedules, or lets them go on, durably.</summary>
    /// <param name="subscriber">Whose.</param>
    /// <param name="since">Since when they are paused; they go on when null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: the disk is full or refuses.</exception>
    Task PauseAsync(Subscriber subscriber, DateTimeOffset? since, CancellationToken cancellationToken);
}
