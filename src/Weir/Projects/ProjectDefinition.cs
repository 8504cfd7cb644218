using Weir.Alarms;
using Weir.Buckets;
using Weir.Connections;
using Weir.Functions;
using Weir.Http;
using Weir.Notifications;
using Weir.Pipelines;
using Weir.Reconciliations;
using Weir.Secrets;
using Weir.Tables;
using Weir.Tenants;

namespace Weir.Projects;

/// <summary>All that a user declared, checked and immutable.</summary>
public sealed record ProjectDefinition
{
    /// <summary>The project's name.</summary>
    public required string Name { get; init; }

    /// <summary>A hash of the project's content: 16 hexadecimal digits. The same files give the same revision.</summary>
    public required string Revision { get; init; }

    /// <summary>The environment that this is the project of. <c>local</c> by default.</summary>
    public string Environment { get; init; } = EnvironmentDefinition.Local;

    /// <summary>The environments that are declared, by name. None by default: then any will do.</summary>
    public IReadOnlyDictionary<string, EnvironmentDefinition> Environments { get; init; } = new Dictionary<string, EnvironmentDefinition>();

    /// <summary>Values that templates may name, as they are in this environment: string, long or bool. None by default.</summary>
    public IReadOnlyDictionary<string, object> Vars { get; init; } = new Dictionary<string, object>();

    /// <summary>The tenants in this environment, by name. None by default.</summary>
    public IReadOnlyDictionary<string, TenantDefinition> Tenants { get; init; } = new Dictionary<string, TenantDefinition>();

    /// <summary>The secrets that are named in it. None by default.</summary>
    public IReadOnlyList<SecretReference> Secrets { get; init; } = [];

    /// <summary>How long events, runs and dead letters are kept once they are over. 14 days by default.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long what steps write is kept, where their runs are kept longer. As long as the runs by default.</summary>
    public TimeSpan? LogRetention { get; init; }

    /// <summary>The buckets, by name.</summary>
    public required IReadOnlyDictionary<string, BucketDefinition> Buckets { get; init; }

    /// <summary>The pipelines, by name.</summary>
    public required IReadOnlyDictionary<string, PipelineDefinition> Pipelines { get; init; }

    /// <summary>The tables, by name.</summary>
    public required IReadOnlyDictionary<string, TableDefinition> Tables { get; init; }

    /// <summary>The databases outside of the warehouse, by name. None by default.</summary>
    public IReadOnlyDictionary<string, ConnectionDefinition> Connections { get; init; } = new Dictionary<string, ConnectionDefinition>();

    /// <summary>The reconciliations, by name. None by default.</summary>
    public IReadOnlyDictionary<string, ReconciliationDefinition> Reconciliations { get; init; } =
        new Dictionary<string, ReconciliationDefinition>();

    /// <summary>Where HTTP requests are heard, when there are triggers for them.</summary>
    public ServerDefinition Server { get; init; } = new();

    /// <summary>The functions, by name. None by default.</summary>
    public IReadOnlyDictionary<string, FunctionDefinition> Functions { get; init; } = new Dictionary<string, FunctionDefinition>();

    /// <summary>Who is told of failures, save for those of pipelines that say it themselves. Nobody by default.</summary>
    public IReadOnlyList<NotificationTarget> OnFailure { get; init; } = [];

    /// <summary>The alarms, by name. None by default.</summary>
    public IReadOnlyDictionary<string, AlarmDefinition> Alarms { get; init; } = new Dictionary<string, AlarmDefinition>();
}
