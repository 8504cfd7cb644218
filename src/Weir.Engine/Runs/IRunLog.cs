using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>The runs and how far they came.</summary>
/// <remarks>
/// A run is written as its delivery is settled, with the steps of that attempt that were not noted before; a later attempt
/// takes the place of the earlier one. Implementations promise, and <c>RunLogConformance</c> checks: a step that was noted
/// survives a crash; the steps of a run come in the order in which they ended; a run of which a step was noted, which waits or is
/// tried again goes on with the revision that it had, and one that was given up does not, unless that was asked for.
/// </remarks>
internal interface IRunLog
{
    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<Run>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Those of some tenants, the newest first.</summary>
    Task<IReadOnlyList<Run>> ListAsync(IReadOnlyCollection<string> tenants, int limit, CancellationToken cancellationToken);

    /// <summary>Those that wait, the oldest first.</summary>
    Task<IReadOnlyList<Run>> ListWaitingAsync(CancellationToken cancellationToken);

    /// <summary>A run of which an attempt has ended, well or not.</summary>
    /// <returns>None when no attempt of it has ended, or when it is so long ago that it is not kept.</returns>
    Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>The number of the delivery that a run is made of.</summary>
    /// <returns>None when no attempt of the run has ended, or when it is so long ago that it is not kept.</returns>
    Task<long?> DeliveryOfAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>The revision that a run goes on with.</summary>
    /// <returns>None when nothing is known of the run: it begins. Without a revision when it goes on with the project as it is.</returns>
    Task<RunPin?> PinOfAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>Whether any run that is kept, goes on or is to begin is of a revision.</summary>
    Task<bool> NeedsAsync(string revision, CancellationToken cancellationToken);

    /// <summary>Every go at every step of a run.</summary>
    Task<IReadOnlyList<StepRecord>> StepsAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>Some of them: those whose numbers are greater than one, as many as are asked for.</summary>
    Task<IReadOnlyList<StepRecord>> StepsAsync(RunId id, int after, int limit, CancellationToken cancellationToken);

    /// <summary>Notes durably how steps of a run that goes on have ended. Those that were noted before stay as they are.</summary>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: nothing was noted.</exception>
    Task NoteAsync(IReadOnlyList<StepRecord> steps, CancellationToken cancellationToken);
}
