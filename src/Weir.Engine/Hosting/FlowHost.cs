using Weir.Deliveries;
using Weir.Engine.Connections;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Functions;
using Weir.Engine.Http;
using Weir.Engine.Loads;
using Weir.Engine.Notifications;
using Weir.Engine.Objects;
using Weir.Engine.Outbox;
using Weir.Engine.Runs;
using Weir.Engine.Runs.Revisions;
using Weir.Engine.Steps;
using Weir.Engine.Triggers;
using Weir.Engine.Triggers.Alarms;
using Weir.Engine.Triggers.Http;
using Weir.Engine.Triggers.Schedules;
using Weir.Failures;
using Weir.Projects;

namespace Weir.Engine.Hosting;

/// <summary>Runs a project: one loop for the outbox, each pipeline, table, reconciliation and chore. The flow in one place.</summary>
internal sealed class FlowHost : IAsyncDisposable
{
    private static readonly TimeSpan IdleCheck = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Isolation _isolation = new();
    private readonly ConcurrencyGroups _groups;
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _loops = [];
    private readonly List<PipelinePump> _pipelines = [];
    private readonly List<NotificationPump> _notifications = [];
    private readonly IBacklog _backlog;
    private readonly IWarehouseEvents _news;
    private readonly IObjectWatch? _watch;
    private readonly IRunSignals _signals;
    private readonly RunningRuns _running;
    private readonly TimeProvider _time;
    private AlarmWatch? _alarms;
    private LoadedRevisions? _loaded;

    private FlowHost(ProjectDefinition project, Ports ports, Landing landing, HttpTrigger http, TimeProvider time)
    {
        var grouped = project.Pipelines.Values.Where(ScheduleGroup.HasGroups).Select(pipeline => pipeline.Name);
        _groups = new ConcurrencyGroups(grouped.ToHashSet(StringComparer.Ordinal), ports.Runs, ports.Signals, time);
        Http = http;
        (_backlog, _news, _watch, _time) = (ports.Backlog, ports.WarehouseEvents, ports.Watch, time);
        Landing = landing;
        (_signals, _running) = (ports.Signals, ports.Running);
        _signals.Sent += _running.Tell;
    }

    /// <summary>Where objects come in.</summary>
    public Landing Landing { get; }

    /// <summary>Where requests come in.</summary>
    public HttpTrigger Http { get; }

    /// <summary>Puts the stages together, in the order in which data flows, and starts their loops.</summary>
    public static FlowHost Start(ProjectDefinition project, Ports ports, IFlowObserver observer, Loop loop, TimeProvider time)
    {
        var router = new Router(project);
        var landing = new Landing(ports.Writer, ports.Log, router, observer, time);
        var outbox = new OutboxTrigger(ports.Outbox, ports.Log, router, observer);
        var queue = new TellingQueue(ports.Queue, router.Notified.Hears, time);
        var host = new FlowHost(
            project, ports, landing, new HttpTrigger(project, landing, ports.Log, ports.Runs, new RequestSecrets(ports.Secrets), time, ports.Limits), time);
        Runner RunnerOf(ProjectDefinition of, IFunctions functions, INotifier notifier, string? revision, string? scripts) => new(
            new StepExecutor(
                new StepPorts(ports.Objects, ports.Writer, ports.Outbox, ports.Datasets, ports.DatasetWriter, ports.Exporter, time)
                {
                    Web = ports.Web ?? Web.By(time),
                    Notifier = notifier,
                    Project = of.Name,
                    Commands = ports.Commands,
                    Statements = ports.Statements,
                    Connections = new ConnectedStatements(of.Connections, ports.Connectors),
                    Revision = revision,
                    Scripts = scripts,
                },
                functions,
                time,
                ports.Secrets.Masks),
            ports.Runs, ports.Signals, host._running, time, new ProjectScope(of, ports.Secrets), new KeptLogs(of))
        {
            Limits = ports.Limits,
            ShortWait = ports.ShortWait,
        };

        var loaded = host._loaded = new LoadedRevisions(
            ports.Revisions, kept => RunnerOf(kept.Definition, kept.Functions, kept.Notifier, kept.Definition.Revision, kept.Scripts));
        var makings = new RunMakings(project.Revision, RunnerOf(project, ports.Functions, ports.Notifier, null, ports.Scripts), ports.Runs, loaded);
        var loader = new Loader(ports.Objects, ports.Warehouse, observer, time);
        if (ports.Watch is not null)
        {
            var arrivals = new ArrivalTrigger(ports.Watch, landing, observer);
            host.Add(loop, "the folders that are buckets", arrivals.PumpAsync, _ => Task.CompletedTask);
        }

        host.Add(loop, "the outbox", outbox.PumpAsync, ports.Outbox.WaitAsync);
        var news = new OutboxTrigger(ports.WarehouseEvents, ports.Log, router, observer);
        host.Add(loop, "the warehouse's events", news.PumpAsync, ports.WarehouseEvents.WaitAsync);
        if (ports.Schedules is not null && Scheduled.Of(project) is { Count: > 0 } scheduled)
        {
            var schedules = new ScheduleTrigger(scheduled, ports.Schedules, ports.Log, router, time);
            host.Add(loop, "the schedules", schedules.PumpAsync, schedules.WaitAsync);
        }

        var subscribers = new List<Subscriber>();
        foreach (var pipeline in project.Pipelines.Values)
        {
            var pump = new PipelinePump(pipeline, router.HearsOfRuns(pipeline.Name), queue, makings, host._isolation, host._groups, observer, time);
            host._pipelines.Add(pump);
            subscribers.Add(pump.Subscriber);
            host.Add(loop, $"the pipeline {pipeline.Name}", pump.PumpAsync, pump.WaitAsync);
        }

        foreach (var table in project.Tables.Values)
        {
            var pump = new TablePump(table, project.Revision, queue, loader, host._isolation, observer, time);
            subscribers.Add(pump.Subscriber);
            host.Add(loop, $"the table {table.Name}", pump.PumpAsync, token => queue.WaitAsync(pump.Subscriber, token));
        }

        foreach (var reconciliation in project.Reconciliations.Values)
        {
            var pump = new ReconciliationPump(reconciliation, queue, ports.Reconciler, host._isolation, observer, time);
            subscribers.Add(pump.Subscriber);
            host.Add(loop, $"the reconciliation {reconciliation.Name}", pump.PumpAsync, token => queue.WaitAsync(pump.Subscriber, token));
        }

        foreach (var (subscriber, channel) in router.Notified.Channels)
        {
            var pump = new NotificationPump(subscriber, channel, project.Name, ports.Queue, ports.Notifier, observer, time);
            host._notifications.Add(pump);
            subscribers.Add(subscriber);
            host.Add(loop, $"the {subscriber.Noun} {subscriber.Name}", pump.PumpAsync, token => ports.Queue.WaitAsync(subscriber, token));
        }

        if (project.Alarms.Count > 0 && ports.Alarms is { } watched)
        {
            var alarms = host._alarms = watched.WatchOver(project, ports.Log, router, time);
            host.Add(loop, "the alarms", alarms.PumpAsync, alarms.WaitAsync);
        }

        var strays = new StrayPump(subscribers, project.Revision, queue, ports.Backlog, observer, time);
        host.Add(loop, "what nobody takes any more", strays.PumpAsync, strays.WaitAsync);
        var retention = new Retention(ports.History, project.Retention, time);
        host.Add(loop, "the retention", retention.PumpAsync, retention.WaitAsync);
        var scratch = new ScratchSweep(ports.Commands, ports.Runs, project.Retention, time);
        host.Add(loop, "the scratch folders of runs", scratch.PumpAsync, scratch.WaitAsync);
        var revisions = new RevisionSweep(ports.Revisions, ports.Runs, project.Retention, time);
        host.Add(loop, "the project's old revisions", revisions.PumpAsync, revisions.WaitAsync);
        foreach (var chore in ports.Chores)
        {
            host.Add(loop, chore.Name, async token => await TurnAsync(chore, token), token => Task.Delay(chore.Every, time, token));
        }

        return host;
    }

    /// <summary>
    /// Completes when nothing waits: all files have landed, every delivery has ended, the outbox is empty, and no alarm has anything new
    /// to tell. What could not be told to somebody who does not answer is not waited for, nor is a run that waits for a word, or for the
    /// place of such a one.
    /// </summary>
    /// <exception cref="RefusedException">As of <see cref="WhenFailedAsync"/>.</exception>
    public async Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        do
        {
            while (!_failed.Task.IsCompleted && !await IsIdleAsync(cancellationToken))
            {
                await Task.Delay(IdleCheck, _time, cancellationToken);
            }
        }
        while (!_failed.Task.IsCompleted && await HasNewsAsync(cancellationToken));

        if (_failed.Task.IsCompleted)
        {
            await _failed.Task;
        }
    }

    /// <summary>
    /// How many runs wait for a place in their group and nothing else is done for any run; none when something is. As long as only
    /// those hold deliveries, nothing happens until time passes or somebody acts.
    /// </summary>
    public int? CountHeldUp()
    {
        // A run that leaves its group is under way until it has left: looked at in this order, no run that goes on is overlooked.
        var (held, changes) = _groups.Queue;
        return _pipelines.Sum(pipeline => pipeline.UnderWay) == held && _groups.Queue == (held, changes) ? held : null;
    }

    /// <summary>Ends when a stage cannot go on until somebody acts; never in any other way.</summary>
    /// <exception cref="RefusedException">What stopped the stage, such as a damaged state file.</exception>
    public Task WhenFailedAsync(CancellationToken cancellationToken) => _failed.Task.WaitAsync(cancellationToken);

    /// <summary>Stops taking work and waits until what is under way has ended or been given back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        foreach (var pipeline in _pipelines)
        {
            await pipeline.DisposeAsync();
        }

        if (_loaded is not null)
        {
            await _loaded.DisposeAsync();
        }

        _signals.Sent -= _running.Tell;
        _alarms?.Dispose();
        _isolation.Dispose();
        _stopping.Dispose();
    }

    private async Task<bool> IsIdleAsync(CancellationToken cancellationToken)
    {
        // What the warehouse tells leaves it after its deliveries are in the backlog: looked at in this order, nothing is overlooked
        // unless more came meanwhile.
        var (posted, stuck) = (_news.Posted, _groups.Stuck);
        return _watch?.IsSettled != false
            && _news.Waiting == 0
            && await _backlog.IsEmptyAsync(_notifications.Sum(pump => pump.Waiting) + stuck.Runs, cancellationToken)
            && _news.Posted == posted
            && _groups.Stuck == stuck;
    }

    /// <summary>Whether an alarm tells something now. What cannot be looked at for now is looked at the next time.</summary>
    private async Task<bool> HasNewsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _alarms is { } alarms && await alarms.LookAsync(cancellationToken);
        }
        catch (UnavailableException)
        {
            return false;
        }
    }

    private static async Task<bool> TurnAsync(Chore chore, CancellationToken cancellationToken)
    {
        await chore.TurnAsync(cancellationToken);
        return false;
    }

    private async Task TurnAsync(Task turning)
    {
        try
        {
            await turning;
        }
        catch (RefusedException refused)
        {
            _failed.TrySetException(refused);
        }
    }

    private void Add(Loop loop, string stage, Func<CancellationToken, Task<bool>> pump, Func<CancellationToken, Task> wait) =>
        _loops.Add(TurnAsync(loop.RunAsync(stage, pump, wait, _stopping.Token)));
}
