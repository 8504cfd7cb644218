namespace Weir.Engine.Warehouses;

/// <summary>What stands where there is no warehouse for statements.</summary>
internal sealed class NoStatements : IStatements
{
    public Task RunAsync(string sql, StatementAnswer answer, CancellationToken cancellationToken) => throw new NotSupportedException();
}
