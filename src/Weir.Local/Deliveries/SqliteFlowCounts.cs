using Weir.Engine.Deliveries;
using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>Counts in SQLite.</summary>
internal sealed class SqliteFlowCounts(StateReaders readers) : IFlowCounts
{
    public Task<IReadOnlyList<FlowCount>> CountAsync(CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.FlowCounts.Count(), cancellationToken);
}
