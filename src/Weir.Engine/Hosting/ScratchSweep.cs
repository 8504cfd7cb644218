using Weir.Engine.Commands;
using Weir.Engine.Runs;
using Weir.Runs;

namespace Weir.Engine.Hosting;

/// <summary>Removes scratch folders of runs that are over and whose folder outlived them, such as by a crash.</summary>
/// <param name="commands">Has the folders.</param>
/// <param name="runs">Knows what became of the runs.</param>
/// <param name="keep">How long it knows that.</param>
/// <param name="time">The clock.</param>
internal sealed class ScratchSweep(ICommands commands, IRunLog runs, TimeSpan keep, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <returns>Always false: one look is enough.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        await commands.SweepAsync(IsOverAsync, cancellationToken);
        return false;
    }

    /// <summary>Completes when it is worth looking again.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Every, time, cancellationToken);

    /// <summary>A run of which nothing is known may be in its first attempt. One that was taken up again has a folder younger than its end.</summary>
    private async Task<bool> IsOverAsync(RunId id, DateTimeOffset since, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) is { } run
            ? run.State is RunState.Succeeded or RunState.Failed or RunState.Cancelled && run.FinishedAt >= since
            : since < time.GetUtcNow() - keep;
}
