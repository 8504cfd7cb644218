using System.Data.Common;

namespace Weir.Engine.Warehouses;

/// <summary>Reads from the warehouse for people.</summary>
internal interface IQueries
{
    /// <summary>Runs one SQL text and streams its rows. Disposing the reader frees everything behind it.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6010: the warehouse does not accept the SQL; the message says why.</exception>
    Task<DbDataReader> QueryAsync(string sql, CancellationToken cancellationToken);
}
