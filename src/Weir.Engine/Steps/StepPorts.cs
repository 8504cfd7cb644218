using Weir.Buckets;
using Weir.Engine.Commands;
using Weir.Engine.Connections;
using Weir.Engine.Datasets;
using Weir.Engine.Exports;
using Weir.Engine.Http;
using Weir.Engine.Notifications;
using Weir.Engine.Objects;
using Weir.Engine.Outbox;
using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Engine.Steps;

/// <summary>What steps stand on: objects to read, objects to land, datasets, and the clock.</summary>
internal sealed class StepPorts(
    IObjectStore store,
    IObjectWriter writer,
    IOutbox outbox,
    IDatasets datasets,
    IDatasetWriter datasetWriter,
    IExporter exporter,
    TimeProvider time)
{
    private readonly DatasetPaths _paths = new(datasets);

    /// <summary>The objects that have landed.</summary>
    public IObjectStore Store { get; } = store;

    /// <summary>Reaches people. Nobody by default.</summary>
    public INotifier Notifier { get; init; } = new NoNotifier();

    /// <summary>Reaches the web. As this machine does, by the clock, by default.</summary>
    public Web Web { get; init; } = Web.By(time);

    /// <summary>The project, by name. None by default.</summary>
    public string Project { get; init; } = "";

    /// <summary>What steps tell.</summary>
    public IOutbox Outbox { get; } = outbox;

    /// <summary>Publishes datasets.</summary>
    public DatasetPublisher Datasets { get; } = new(store, datasets, datasetWriter);

    /// <summary>Writes rows of the warehouse to buckets.</summary>
    public Exporting Exports { get; } = new(store, writer, outbox, exporter, time);

    /// <summary>The revision of the project that the runs which steps start are to be made with; as it is when they begin when none.</summary>
    public string? Revision { get; init; }

    /// <summary>The folder of the project's scripts, when they are not those that it has now.</summary>
    public string? Scripts { get; init; }

    /// <summary>Runs commands. None by default.</summary>
    public ICommands Commands { get; init; } = new NoCommands();

    /// <summary>Runs statements in the warehouse. None by default.</summary>
    public IStatements Statements { get; init; } = new NoStatements();

    /// <summary>Runs statements over connections. None by default.</summary>
    public ConnectedStatements Connections { get; init; } = ConnectedStatements.None;

    /// <summary>
    /// The version that a step reads: the event's own when the name is that of its object, else the current one. <c>LATEST</c> stands
    /// for the newest dataset.
    /// </summary>
    /// <exception cref="RefusedException">WEIR5002: there is none. WEIR6402: no dataset has been published.</exception>
    public async Task<StoredObject> SourceAsync(ObjectName name, StepContext context, CancellationToken cancellationToken) =>
        context.OwnVersion(name)
        ?? await Store.FindAsync(await _paths.ResolveAsync(name, cancellationToken), cancellationToken)
        ?? throw NoSource(name);

    /// <summary>Begins to land objects.</summary>
    public StepOutput Land(StepContext context, ObjectName source) => new(writer, Outbox, time, context, source);

    /// <summary>WEIR5002.</summary>
    public static RefusedException NoSource(ObjectName name) => new(new Failure(
        "WEIR5002", $"There is no object '{name}' to read.", "See what is there with 'weir ls', and correct the step's 'from'."));
}
