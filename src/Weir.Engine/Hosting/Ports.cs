using Weir.Engine.Commands;
using Weir.Engine.Connections;
using Weir.Engine.Datasets;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Functions;
using Weir.Engine.Http;
using Weir.Engine.Notifications;
using Weir.Engine.Objects;
using Weir.Engine.Outbox;
using Weir.Engine.Runs;
using Weir.Engine.Runs.Revisions;
using Weir.Engine.Secrets;
using Weir.Engine.Triggers.Alarms;
using Weir.Engine.Triggers.Schedules;
using Weir.Engine.Warehouses;

namespace Weir.Engine.Hosting;

/// <summary>The outside world of one environment, as the engine is given it.</summary>
internal sealed record Ports
{
    public required IEventLog Log { get; init; }

    public required IDeliveryQueue Queue { get; init; }

    public required IBacklog Backlog { get; init; }

    public required IOutbox Outbox { get; init; }

    public required IRunLog Runs { get; init; }

    public required IRunSignals Signals { get; init; }

    /// <summary>The attempts that go on.</summary>
    public RunningRuns Running { get; init; } = new();

    /// <summary>The project as it was when runs began. None by default.</summary>
    public IRevisions Revisions { get; init; } = new NoRevisions();

    /// <summary>The folder with the project's scripts as they were read; the one that the project has when none.</summary>
    public string? Scripts { get; init; }

    public required IHistory History { get; init; }

    public required IObjectStore Objects { get; init; }

    public required IObjectWriter Writer { get; init; }

    public required IDatasets Datasets { get; init; }

    public required IDatasetWriter DatasetWriter { get; init; }

    public required IWarehouse Warehouse { get; init; }

    public required IExporter Exporter { get; init; }

    /// <summary>The project's functions. None by default.</summary>
    public IFunctions Functions { get; init; } = new NoFunctions();

    /// <summary>Reaches people. Nobody by default.</summary>
    public INotifier Notifier { get; init; } = new NoNotifier();

    /// <summary>What alarms stand on; none where nobody watches.</summary>
    public AlarmPorts? Alarms { get; init; }

    /// <summary>Runs the commands of steps. None by default.</summary>
    public ICommands Commands { get; init; } = new NoCommands();

    /// <summary>Runs the statements of steps. None by default.</summary>
    public IStatements Statements { get; init; } = new NoStatements();

    /// <summary>What talks to the databases of connections. None by default.</summary>
    public IReadOnlyList<IConnector> Connectors { get; init; } = [];

    /// <summary>The secrets that the project may name. None by default.</summary>
    public SecretFinder Secrets { get; init; } = SecretFinder.None;

    /// <summary>Reaches the web. As this machine does, by the flow's clock, when none.</summary>
    public Web? Web { get; init; }

    /// <summary>The clock by which work that goes on, and waits for its end, are given up. The flow's own when none.</summary>
    public TimeProvider? Limits { get; init; }

    /// <summary>A wait of a step that is no longer is made in place, and longer ones in the state. A second by default.</summary>
    public TimeSpan ShortWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What is committed in the warehouse and is to become events.</summary>
    public required IWarehouseEvents WarehouseEvents { get; init; }

    /// <summary>Compares sources with targets.</summary>
    public required IReconciler Reconciler { get; init; }

    /// <summary>How far schedules have come; none where their times are not to be waited for.</summary>
    public IScheduleMarks? Schedules { get; init; }

    /// <summary>Objects that come by themselves; none where no bucket is an ordinary folder.</summary>
    public IObjectWatch? Watch { get; init; }

    /// <summary>What the backends want done now and then. Nothing by default.</summary>
    public IReadOnlyList<Chore> Chores { get; init; } = [];
}
