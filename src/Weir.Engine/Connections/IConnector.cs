using Weir.Connections;

namespace Weir.Engine.Connections;

/// <summary>Asks databases of one kind.</summary>
/// <remarks>
/// Implementations promise: all rows of a query are of one moment; nothing is changed over there, whatever the query says; no failure
/// and no log has a password in it.
/// </remarks>
internal interface IConnector
{
    /// <summary>Whether connections of this kind are its own.</summary>
    bool Takes(ConnectionDefinition connection);

    /// <summary>Asks a query. The rows are read while they come.</summary>
    /// <param name="connection">Whom to ask.</param>
    /// <param name="query">In the words of the other side.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6043, WEIR6044, WEIR6046: it is refused.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6042: nobody answers.</exception>
    Task<ConnectedRows> OpenAsync(ConnectionDefinition connection, string query, CancellationToken cancellationToken);
}
