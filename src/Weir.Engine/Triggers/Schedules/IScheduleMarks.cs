namespace Weir.Engine.Triggers.Schedules;

/// <summary>Up to which time schedules have fired.</summary>
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
}
