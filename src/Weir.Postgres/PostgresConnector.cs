using System.Data;

using Npgsql;

using Weir.Connections;
using Weir.Engine.Connections;
using Weir.Engine.Warehouses;
using Weir.Engine.Warehouses.Sql;

namespace Weir.Postgres;

/// <summary>Asks PostgreSQL, in a transaction that only reads and sees one moment.</summary>
/// <param name="passwords">Where passwords are.</param>
internal sealed class PostgresConnector(ConnectionPasswords passwords) : IConnector
{
    private const int ConnectSeconds = 15;

    private static readonly string[] TransactionWords = ["begin", "start", "commit", "end", "rollback", "abort", "prepare"];

    public bool Takes(ConnectionDefinition connection) => connection is ConnectionDefinition.Postgres;

    public async Task<ConnectedRows> OpenAsync(ConnectionDefinition connection, string query, CancellationToken cancellationToken)
    {
        var server = (ConnectionDefinition.Postgres)connection;
        var opened = new NpgsqlConnection(ConnectionStringOf(server));
        try
        {
            await opened.OpenAsync(cancellationToken);
            await opened.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await using (var readOnly = new NpgsqlCommand("SET TRANSACTION READ ONLY", opened))
            {
                await readOnly.ExecuteNonQueryAsync(cancellationToken);
            }

            await using var command = new NpgsqlCommand(query, opened) { CommandTimeout = 0 };
            return new PostgresRows(server, opened, await command.ExecuteReaderAsync(cancellationToken));
        }
        catch (Exception error)
        {
            await opened.DisposeAsync();
            if (error is NpgsqlException failed)
            {
                throw PostgresErrors.Translate(server, failed);
            }

            throw;
        }
    }

    public async Task RunAsync(ConnectionDefinition connection, string sql, StatementAnswer answer, CancellationToken cancellationToken)
    {
        var server = (ConnectionDefinition.Postgres)connection;
        if (SqlText.Statements(sql).Any(statement => TransactionWords.Any(statement[0].Is)))
        {
            throw ConnectionFailures.EndsTransaction(server.Name);
        }

        await using var opened = new NpgsqlConnection(ConnectionStringOf(server));
        try
        {
            await opened.OpenAsync(cancellationToken);
            await using var transaction = await opened.BeginTransactionAsync(cancellationToken);
            await using (var command = new NpgsqlCommand(sql, opened) { CommandTimeout = 0 })
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                await ReadAsync(reader, answer, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
        catch (NpgsqlException failed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.Translate(server, failed);
        }
    }

    private static async Task ReadAsync(NpgsqlDataReader reader, StatementAnswer answer, CancellationToken cancellationToken)
    {
        do
        {
            if (reader.FieldCount > 0)
            {
                await answer.ReadAsync(reader, cancellationToken);
            }
        }
        while (await reader.NextResultAsync(cancellationToken));

        answer.Changed(reader.RecordsAffected);
    }

    private string ConnectionStringOf(ConnectionDefinition.Postgres server) => new NpgsqlConnectionStringBuilder
    {
        Host = server.Host,
        Port = server.Port,
        Database = server.Database,
        Username = server.User,
        Password = passwords.Of(server),
        SslMode = server.RequiresTls ? SslMode.Require : SslMode.Prefer,
        Timeout = ConnectSeconds,
        CommandTimeout = 0,
        Pooling = false,
        ApplicationName = "weir",
        PersistSecurityInfo = false,
    }.ConnectionString;
}
