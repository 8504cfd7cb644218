using Weir.Connections;
using Weir.Engine.Connections;
using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Cli.Testing;

/// <summary>Stands for all databases outside of the warehouse: a test must not read or change them.</summary>
internal sealed class NoConnections : IConnector
{
    public bool Takes(ConnectionDefinition connection) => true;

    public Task<ConnectedRows> OpenAsync(ConnectionDefinition connection, string query, CancellationToken cancellationToken) => throw Refused(connection);

    public Task RunAsync(ConnectionDefinition connection, string sql, StatementAnswer answer, CancellationToken cancellationToken) => throw Refused(connection);

    private static RefusedException Refused(ConnectionDefinition connection) => new(new Failure(
        "WEIR7204", $"The connection '{connection.Name}' was asked: tests do not reach databases outside of the warehouse.", "Leave what needs it out of the test."));
}
