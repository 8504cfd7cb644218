using Weir.Deliveries;
using Weir.Runs;

namespace Weir.Engine.Deliveries;

/// <summary>Deliveries that were given up.</summary>
/// <remarks>
/// Implementations promise, and <c>DeadLettersConformance</c> checks: what was dead-lettered is listed until it is redriven;
/// a redriven delivery is due at once as its first attempt again, and is no longer listed;
/// its run goes on with the project as it is then, or with the revision that it had when that is asked for.
/// </remarks>
internal interface IDeadLetters
{
    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The newest first, before one when its place is given, and where the next page begins; none after the last.</summary>
    Task<(IReadOnlyList<DeadLetter> Letters, long? Next)> PageAsync(int limit, long? before, CancellationToken cancellationToken);

    /// <summary>How many there are.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>Makes dead letters deliveries again.</summary>
    /// <param name="deliveryIds">Which; all of them when null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many were redriven.</returns>
    Task<int> RedriveAsync(IReadOnlyList<long>? deliveryIds, CancellationToken cancellationToken);

    /// <summary>Makes the dead letter of a run a delivery again, and has the run go on with the revision of the project that it had.</summary>
    /// <returns>Whether it was a dead letter.</returns>
    Task<bool> RedriveOriginalAsync(long deliveryId, RunId run, CancellationToken cancellationToken);
}
