namespace Weir.Engine.Events;

/// <summary>What happened and is over, kept for a while so that people can look at it.</summary>
/// <remarks>
/// Implementations promise, and <c>HistoryConformance</c> checks: turns that go on until there is nothing more forget every
/// run that ended, every dead letter that was given up and every event that happened before the time asked for; an event
/// stays for as long as one of its deliveries is open or a dead letter, or it waits in the outbox; objects and what is still
/// to be done are never touched; what steps wrote goes once its own time is over, where it has one; one turn is one short transaction, so that others write in between.
/// </remarks>
internal interface IHistory
{
    /// <summary>Forgets a part of what was over before a time.</summary>
    /// <returns>Whether there may be more to forget.</returns>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: nothing was forgotten.</exception>
    Task<bool> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
