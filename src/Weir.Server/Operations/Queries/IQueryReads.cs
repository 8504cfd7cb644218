namespace Weir.Server.Operations.Queries;

/// <summary>Asks the warehouse within limits, so that nobody who may look at it can take it from those who work with it.</summary>
internal interface IQueryReads
{
    /// <summary>Asks, and gives the rows as they come.</summary>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR6010 to WEIR6014: the SQL is not accepted. WEIR7482, WEIR7483, WEIR7487: it took too long, or too much memory; while rows are read, too.
    /// </exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR7481: too many others ask just now.</exception>
    Task<QueryAnswer> QueryAsync(string sql, QueryLimits limits, CancellationToken cancellationToken);
}
