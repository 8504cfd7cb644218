using Weir.Engine.Warehouses;
using Weir.Reconciliations;

namespace Weir.Bench.Running;

/// <summary>All sides are in the warehouse.</summary>
internal sealed class NothingOutside : IOutsideRows
{
    public Task<SideRows> OpenAsync(ReconciliationSide side, string what, CancellationToken cancellationToken) => throw new NotSupportedException();
}
