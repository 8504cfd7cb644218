namespace Weir.Engine.Warehouses;

/// <summary>Numbers about loads.</summary>
internal interface ILoadMetrics
{
    /// <summary>Rows that were put into quarantine since a time.</summary>
    /// <param name="table">Whose; those of all tables when null.</param>
    /// <param name="since">The time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<long> CountQuarantinedAsync(string? table, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>When something was last loaded into a table since a time; none when nothing was.</summary>
    /// <param name="table">The table.</param>
    /// <param name="since">The time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<DateTimeOffset?> FindLastLoadAsync(string table, DateTimeOffset since, CancellationToken cancellationToken);
}
