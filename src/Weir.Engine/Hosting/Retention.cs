using Weir.Engine.Events;

namespace Weir.Engine.Hosting;

/// <summary>Forgets the history that a project does not keep any longer, bit by bit, so that nobody waits for it.</summary>
/// <param name="history">What happened.</param>
/// <param name="keep">How long it is kept.</param>
/// <param name="time">The clock.</param>
internal sealed class Retention(IHistory history, TimeSpan keep, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>Leaves others most of the writer's time, and still forgets tens of thousands of events a second.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    /// <returns>False when there is nothing to forget for now.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        var isMore = await history.PruneAsync(time.GetUtcNow() - keep, cancellationToken);
        if (isMore)
        {
            await Task.Delay(Breath, time, cancellationToken);
        }

        return isMore;
    }

    /// <summary>Completes when it is worth looking again.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Every, time, cancellationToken);
}
