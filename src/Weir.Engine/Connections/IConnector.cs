using Weir.Connections;
using Weir.Engine.Warehouses;

namespace Weir.Engine.Connections;

/// <summary>Asks databases of one kind.</summary>
/// <remarks>
/// Implementations promise: all rows of a query are of one moment; a query changes nothing over there, whatever it says; no failure
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

    /// <summary>Runs one statement or several, with semicolons between them, in one transaction: all of them take effect, or none.</summary>
    /// <param name="connection">Whom to ask.</param>
    /// <param name="sql">In the words of the other side.</param>
    /// <param name="answer">Takes the rows of the last statement that gives some, and how many the others changed.</param>
    /// <param name="cancellationToken">Interrupts them; nothing takes effect unless the last of it was already under way.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6043, WEIR6044: they are refused. WEIR6611, WEIR6612: as of the warehouse.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6042: nobody answers.</exception>
    Task RunAsync(ConnectionDefinition connection, string sql, StatementAnswer answer, CancellationToken cancellationToken);
}
