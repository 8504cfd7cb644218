using Weir.Connections;
using Weir.Engine.Warehouses;

namespace Weir.Engine.Connections;

/// <summary>Runs statements over the project's connections.</summary>
/// <param name="connections">The connections, by name.</param>
/// <param name="connectors">What talks to each kind.</param>
internal sealed class ConnectedStatements(IReadOnlyDictionary<string, ConnectionDefinition> connections, IReadOnlyList<IConnector> connectors)
{
    /// <summary>No connections.</summary>
    public static ConnectedStatements None { get; } = new(new Dictionary<string, ConnectionDefinition>(), []);

    /// <inheritdoc cref="IConnector.RunAsync"/>
    /// <param name="connection">The connection, by name.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="answer">Takes what came of them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task RunAsync(string connection, string sql, StatementAnswer answer, CancellationToken cancellationToken)
    {
        var definition = connections[connection];
        return connectors.First(connector => connector.Takes(definition)).RunAsync(definition, sql, answer, cancellationToken);
    }
}
