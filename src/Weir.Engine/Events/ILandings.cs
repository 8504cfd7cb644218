namespace Weir.Engine.Events;

/// <summary>Finds the events that tell of objects that have landed lately.</summary>
internal interface ILandings
{
    /// <summary>The event of a version's landing, with how far its deliveries are.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>None when it is not among the last hundred thousand events.</returns>
    Task<LoggedEvent?> FindLandingAsync(long version, CancellationToken cancellationToken);
}
