namespace Weir.Engine.Triggers.Alarms;

/// <summary>How alarms stand.</summary>
/// <remarks>Implementations promise: what was set is found, also after a crash.</remarks>
internal interface IAlarmMarks
{
    /// <summary>The mark of an alarm; none when it never had one.</summary>
    /// <param name="name">The alarm.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<AlarmMark?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Sets the mark, durably.</summary>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: the disk is full or refuses.</exception>
    Task SetAsync(string name, AlarmMark mark, CancellationToken cancellationToken);
}
