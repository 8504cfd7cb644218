using Weir.Deliveries;
using Weir.Engine.Triggers.Alarms;
using Weir.Local.State;

namespace Weir.Local.Alarms;

/// <summary>Numbers of <c>state.db</c>.</summary>
internal sealed class SqliteFlowMetrics(StateReaders readers) : IFlowMetrics
{
    public Task<long> CountFailuresAsync(Subscriber? of, DateTimeOffset since, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.Metrics.CountFailures(of, since), cancellationToken);

    public Task<DateTimeOffset?> FindOldestWaitingAsync(Subscriber? of, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.Metrics.OldestWaiting(of), cancellationToken);

    public Task<TimeSpan?> FindLongestRunAsync(string? pipeline, DateTimeOffset since, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.Metrics.LongestRun(pipeline, since), cancellationToken);
}
