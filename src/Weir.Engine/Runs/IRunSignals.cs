using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>What was said to runs that go on.</summary>
/// <remarks>
/// Implementations promise, and <c>RunSignalsConformance</c> checks: a signal that was sent survives a crash; a run that is
/// suspended goes on at once when there is a signal that it had not seen, whichever came first; the signals of a run go as
/// it ends; asking costs no look at the disk where a run has none.
/// </remarks>
internal interface IRunSignals
{
    /// <summary>Tells of signals once they are stored, whoever sent them. Must not block.</summary>
    event Action<IReadOnlyList<RunSignal>>? Sent;

    /// <summary>What was said to a run, in the order in which it was.</summary>
    Task<IReadOnlyList<RunSignal>> OfAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>Says something to runs, durably.</summary>
    /// <returns>The signals as they were stored, with their numbers.</returns>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4003: nothing was said.</exception>
    Task<IReadOnlyList<RunSignal>> SendAsync(IReadOnlyList<RunSignal> signals, CancellationToken cancellationToken);
}
