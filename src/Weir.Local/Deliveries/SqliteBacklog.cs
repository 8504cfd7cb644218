using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>The backlog by the counters of the last commit, which are all of one moment.</summary>
internal sealed class SqliteBacklog(StateWriter writer, SubscriberQueues queues) : IBacklog
{
    public Task<bool> IsEmptyAsync(long apart, CancellationToken cancellationToken) =>
        Task.FromResult(writer.Counters is { Posted: 0, Open: var open } && open <= apart);

    public Task<IReadOnlyList<Subscriber>> ListSubscribersAsync(CancellationToken cancellationToken) =>
        Task.FromResult(queues.Subscribers);
}
