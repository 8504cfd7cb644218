using Weir.Buckets;
using Weir.Engine.Warehouses;

namespace Weir.Tests.Flow;

/// <summary>The real warehouse, with loads that never get anywhere.</summary>
internal sealed class HeldWarehouse(IWarehouse warehouse, TaskCompletionSource staging) : IWarehouse
{
    public Task<TableShape?> DescribeAsync(string table, CancellationToken cancellationToken) =>
        warehouse.DescribeAsync(table, cancellationToken);

    public Task<IReadOnlySet<StoredObject>> FindLoadedAsync(
        string table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken) =>
        warehouse.FindLoadedAsync(table, files, cancellationToken);

    public Task<StandingFile?> FindStandingAsync(string table, CancellationToken cancellationToken) =>
        warehouse.FindStandingAsync(table, cancellationToken);

    public Task<long> TakeLoadIdsAsync(int count, CancellationToken cancellationToken) =>
        warehouse.TakeLoadIdsAsync(count, cancellationToken);

    public async Task<IStagedLoad> StageAsync(IReadOnlyList<LoadInput> inputs, CancellationToken cancellationToken)
    {
        staging.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new NotSupportedException();
    }
}
