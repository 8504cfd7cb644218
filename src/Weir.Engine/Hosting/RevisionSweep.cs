using Weir.Engine.Runs;
using Weir.Engine.Runs.Revisions;

namespace Weir.Engine.Hosting;

/// <summary>Deletes revisions of the project that no run needs, once they are as old as what is kept of runs.</summary>
/// <param name="revisions">The revisions.</param>
/// <param name="runs">Knows what is needed.</param>
/// <param name="keep">How long runs are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class RevisionSweep(IRevisions revisions, IRunLog runs, TimeSpan keep, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <returns>Always false: one look is enough.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        await revisions.SweepAsync(time.GetUtcNow() - keep, runs.NeedsAsync, cancellationToken);
        return false;
    }

    /// <summary>Completes when it is worth looking again.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Every, time, cancellationToken);
}
