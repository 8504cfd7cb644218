using Weir.Server.Operations.Datasets;
using Weir.Server.Operations.Queries;
using Weir.Server.Operations.Reconciliations;
using Weir.Server.Operations.Tables;
using Weir.Server.Operations.Uploads;

namespace Weir.Server.Operations;

/// <summary>What people see of the data of an environment that is open in this process, and what they do with it on pages.</summary>
internal sealed class DataOperations : IDisposable
{
    public required ITableReads Tables { get; init; }

    public required ILoadReads Loads { get; init; }

    public required LimitedQueries Queries { get; init; }

    public required ReconciliationReads Reconciliations { get; init; }

    public required DatasetReads Datasets { get; init; }

    public required Mending Mending { get; init; }

    public required IObjectTrails Trails { get; init; }

    public required Uploading Uploading { get; init; }

    public void Dispose() => Queries.Dispose();
}
