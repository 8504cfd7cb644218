namespace Weir.Server.Operations.Tables;

/// <summary>What people see of the rows of tables and of where these came from.</summary>
internal interface ILoadReads
{
    /// <summary>Rows of a table, behind a place when one is given.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6012: there is no such table, or nothing in it.</exception>
    Task<TableRows> ListRowsAsync(string table, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>One load: where its rows came from, and what became of them.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6020: there is no such load.</exception>
    Task<ShownLoad> ShowLoadAsync(long loadId, CancellationToken cancellationToken);

    /// <summary>What loads came to over time.</summary>
    Task<LoadSeries> SumLoadsAsync(string? table, LoadSpan span, CancellationToken cancellationToken);
}
