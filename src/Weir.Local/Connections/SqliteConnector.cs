using Weir.Connections;
using Weir.Engine.Connections;
using Weir.Engine.Warehouses;
using Weir.Local.Sqlite;

namespace Weir.Local.Connections;

/// <summary>Asks files of SQLite, which are opened to be read alone.</summary>
internal sealed class SqliteConnector : IConnector
{
    public bool Takes(ConnectionDefinition connection) => connection is ConnectionDefinition.Sqlite;

    public Task<ConnectedRows> OpenAsync(ConnectionDefinition connection, string query, CancellationToken cancellationToken) => Task.Run<ConnectedRows>(
        () =>
        {
            var file = (ConnectionDefinition.Sqlite)connection;
            Database? database = null;
            try
            {
                database = Database.Open(file.Path, readOnly: true);
                return new SqliteRows(file, database, query);
            }
            catch (Exception error)
            {
                database?.Dispose();
                if (error is SqliteFault fault)
                {
                    throw SqliteRows.Translate(file, fault);
                }

                throw;
            }
        },
        cancellationToken);

    public Task RunAsync(ConnectionDefinition connection, string sql, StatementAnswer answer, CancellationToken cancellationToken) =>
        Task.Run(() => SqliteStatements.Run((ConnectionDefinition.Sqlite)connection, sql, answer, cancellationToken), cancellationToken);
}
