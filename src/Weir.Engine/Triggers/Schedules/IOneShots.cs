namespace Weir.Engine.Triggers.Schedules;

/// <summary>What is to happen once, such as runs that a step scheduled.</summary>
internal interface IOneShots
{
    /// <summary>Those whose time is yet to come, the next first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="after">The last one that is known already; none for the next ones.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<OneShot>> ListAsync(DateTimeOffset now, (DateTimeOffset Due, long Number)? after, int limit, CancellationToken cancellationToken);
}
