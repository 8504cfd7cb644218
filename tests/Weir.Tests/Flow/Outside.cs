using Weir.Engine.Connections;
using Weir.Engine.Reconciliations;
using Weir.Engine.Secrets;
using Weir.Engine.Warehouses;
using Weir.Local;
using Weir.Local.Connections;
using Weir.Postgres;
using Weir.Projects;
using Weir.Reconciliations;

namespace Weir.Tests.Flow;

/// <summary>What is outside of a warehouse.</summary>
internal sealed class Outside : IOutsideRows
{
    /// <summary>Nothing is: all sides are within.</summary>
    public static Outside None { get; } = new();

    public static OutsideRows Of(LocalEnvironment environment, ProjectDefinition project) =>
        new(environment.Objects, project.Connections, [new PostgresConnector(new ConnectionPasswords(SecretFinder.None)), new SqliteConnector()]);

    public Task<SideRows> OpenAsync(ReconciliationSide side, string what, CancellationToken cancellationToken) => throw new NotSupportedException();
}
