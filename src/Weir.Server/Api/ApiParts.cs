using Weir.Server.Live;
using Weir.Server.Operations;
using Weir.Server.Operations.Queries;
using Weir.Server.Operations.Tables;

namespace Weir.Server.Api;

/// <summary>What the API stands on.</summary>
internal sealed record ApiParts
{
    public required IOperations Operations { get; init; }

    public required IRunReads Runs { get; init; }

    public required ITableReads Tables { get; init; }

    /// <summary>What queries are asked of whose callers are not this machine's user; without limits of time and memory when null.</summary>
    public IQueryReads? Queries { get; init; }

    /// <summary>Hears of what was done; nobody when null.</summary>
    public LiveFeed? Live { get; init; }
}
