using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

using Weir.Cli.Flow;
using Weir.Dashboard;
using Weir.Engine.Hosting;
using Weir.Engine.Notifications;
using Weir.Engine.Triggers.Http;
using Weir.Failures;
using Weir.Local.Deliveries;
using Weir.Pipelines;
using Weir.Project;
using Weir.Projects;
using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Access.Tenants;
using Weir.Server.Api;
using Weir.Server.Http;
using Weir.Server.Live;
using Weir.Server.Metrics;
using Weir.Server.Operations.Tables;
using Weir.Server.S3;
using Weir.Server.Web;
using Weir.Telemetry;

namespace Weir.Cli.Composition;

/// <summary>A project at work: everything wired, every loop turning, the socket open. Disposing it is the orderly stop.</summary>
internal sealed class RunningFlow : IAsyncDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CheckProjectEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckFilesEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestCheck = TimeSpan.FromMilliseconds(20);

    private readonly FlowHost _host;
    private readonly ApiServer _server;
    private readonly LogFile _log;
    private readonly TimeProvider _time;

    private readonly HttpServer? _http;
    private readonly S3Server? _s3;
    private readonly WebServer? _web;
    private readonly IAsyncDisposable? _telemetry;

    private RunningFlow(
        EnvironmentSession session, FlowHost host, ApiServer server, WebServer? web, HttpServer? http, S3Server? s3, IAsyncDisposable? telemetry, LogFile log,
        TimeProvider time) =>
        (Session, _host, _server, _web, _http, _s3, _telemetry, _log, _time) = (session, host, server, web, http, s3, telemetry, log, time);

    public EnvironmentSession Session { get; }

    /// <summary>Where it listens.</summary>
    public string Socket => _server.Socket;

    /// <summary>Where it hears requests; none when it does not.</summary>
    public string? Address => _http?.Address;

    /// <summary>The requests that it hears.</summary>
    public IReadOnlyList<HttpEndpoint> Endpoints => _host.Http.Endpoints.All;

    /// <summary>Where it speaks S3 with everybody who has the keys; none when it does not.</summary>
    public S3Place? S3 => _s3?.Place is { Credentials: not null } place ? place : null;

    /// <summary>Where the dashboard and the API are; none when they are not open.</summary>
    public WebServer? Web => _web;

    /// <summary>Puts the house together and starts it, in the order in which data flows. Takes the session over.</summary>
    /// <param name="session">The open environment.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="doors">What it is open for.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="RefusedException">
    /// WEIR7301, WEIR7302: the S3 endpoint cannot be opened. WEIR7401, WEIR7407: the web server cannot be opened.
    /// </exception>
    public static async Task<RunningFlow> StartAsync(
        EnvironmentSession session, ProjectPlace place, FlowDoors doors, IFlowObserver observer, TimeProvider time, CancellationToken cancellationToken)
    {
        var log = new LogFile(Path.Combine(place.EnvironmentFolder, "weir.log"), session.Secrets.Masks, time);
        FlowHost? host = null;
        ApiServer? server = null;
        IAsyncDisposable? telemetry = null;
        var changes = new ProjectWatch(place.Folder, session.Project.Revision);
        S3Place? s3 = null;
        S3Server? door = null;
        WebPlace? desk = null;
        WebServer? web = null;
        try
        {
            var scripts = await session.KeepRevisionAsync(cancellationToken);
            telemetry = TelemetrySettings.Read(Environment.GetEnvironmentVariable) is { } sent ? Send(sent, session, place, observer, time) : null;
            s3 = TakePlace(session, place, doors.S3);
            desk = TakeDesk(session, place, doors);
            var (local, warehouse) = (session.Local, session.Warehouse.Loads);
            var ports = new Ports
            {
                Log = local.Events,
                Queue = local.Deliveries,
                Backlog = local.Backlog,
                Outbox = local.Outbox,
                Runs = local.Runs,
                Signals = local.Signals,
                Running = session.Running,
                Revisions = session.Revisions,
                Scripts = scripts,
                History = local.History,
                Objects = local.Objects,
                Writer = local.ObjectWriter,
                Datasets = local.Datasets,
                DatasetWriter = local.DatasetWriter,
                Watch = local.Watch,
                Warehouse = warehouse,
                Exporter = session.Exporter,
                Functions = session.Functions,
                Notifier = session.Notifier,
                Alarms = session.AlarmPorts,
                Commands = session.Commands,
                Statements = session.Statements,
                Connectors = session.Connectors,
                Secrets = session.Secrets,
                WarehouseEvents = session.Warehouse,
                Reconciler = session.Warehouse,
                Schedules = doors.StayOpen ? local.Schedules : null,
                Chores =
                [
                    new("the sweep of old contents", SweepEvery, local.SweepAsync),
                    new("the warehouse's checkpoints", CheckpointEvery, warehouse.CheckpointWhenIdleAsync),
                    new("the files of tables", CheckpointEvery, _ => session.TendLakesAsync()),
                    new("the environment's own files", CheckFilesEvery, _ => session.CheckFilesAsync()),
                    new("the project's files", CheckProjectEvery, _ => TellAsync(changes, session, observer)),
                ],
            };
            var live = desk is null ? null : new LiveFeed(session.Running, time);
            var told = live is null ? observer : new BothObservers(observer, live);
            host = FlowHost.Start(session.Project, ports, told, new Loop(told, time, log.CreateLogger<Loop>()), time);
            await ResumeMendsAsync(session.MendingAt(host.Landing, time), observer, cancellationToken);
            var operations = session.Operate(place, host.Landing, time);
            var api = new ApiParts { Operations = operations, Runs = session.Runs, Tables = session.TablesAt(time), Live = live };
            door = s3 is not null ? await S3Server.StartAsync(session.Serve(host.Landing, time), s3, log, cancellationToken) : null;
            var stores = session.StoresAt(time);
            var entry = desk is null ? null : new Door(stores, desk.Token, session.Secrets.Masks, session.Project.Server.Hosts);
            var owners = new OwnersDoor(new AuditTrail(stores.Audit, session.Secrets.Masks, time));
            server = await ApiServer.StartAsync(
                api, owners, new Desk(stores, session.Project, owners, entry?.Tickets, desk?.Address), place.EnvironmentFolder, log, cancellationToken);
            var theirs = new CallerOperations(operations);
            var data = desk is null ? null : session.Look(theirs, host.Landing, time);
            var runs = new CallerRunReads(session.Runs, session.Project);
            var atWeb = desk is null ? null : new Desk(stores, session.Project, entry!, entry!.Tickets, desk.Address);
            web = desk is null ? null : await WebServer.StartAsync(
                new WebParts
                {
                    Place = desk,
                    Api = new ApiParts { Operations = theirs, Runs = runs, Tables = data!.Tables, Queries = data.Queries, Live = live },
                    Hosts = session.Project.Server.Hosts,
                    Parts =
                    [
                        new MetricPart(local.Deliveries.CountOpenAsync, local.Metrics, operations, ProductVersion.Text, time),
                        new TableRoutes(data!),
                        new DashboardPart(theirs, runs, data!, live!, atWeb!, desk.Token, time),
                    ],
                    Logs = log,
                    Door = entry!,
                    Desk = atWeb!,
                },
                cancellationToken);
            var http = doors.StayOpen && host.Http.Endpoints.All.Count > 0
                ? await HttpServer.StartAsync(host.Http, doors.Listen ?? session.Project.Server.Listen, session.Project.Server.Hosts, log, time, cancellationToken)
                : null;
            return new RunningFlow(session, host, server, web, http, door, telemetry, log, time);
        }
        catch
        {
            if (web is not null)
            {
                await web.DisposeAsync();
            }

            if (server is not null)
            {
                await server.DisposeAsync();
            }

            if (host is not null)
            {
                await host.DisposeAsync();
            }

            if (door is not null)
            {
                await door.DisposeAsync();
            }

            s3?.Dispose();
            desk?.Dispose();
            await (telemetry?.DisposeAsync() ?? ValueTask.CompletedTask);
            await session.DisposeAsync();
            log.Dispose();
            throw;
        }
    }

    /// <summary>What cannot be finished now does not hold up the rest.</summary>
    private static async Task ResumeMendsAsync(Mending mending, IFlowObserver observer, CancellationToken cancellationToken)
    {
        try
        {
            await mending.ResumeAsync(cancellationToken);
        }
        catch (WeirException error)
        {
            observer.Noticed(error.Failure);
        }
    }

    /// <summary>Takes address and keys before anything runs, so that the first function that is called is told of them.</summary>
    private static S3Place? TakePlace(EnvironmentSession session, ProjectPlace place, S3Choice choice)
    {
        var taken = choice.Audience switch
        {
            S3Audience.Everybody => S3Place.Take(place.EnvironmentFolder, choice.Port),
            S3Audience.OwnCode when HasCode(session.Project) => S3Place.TakeForCode(),
            _ => null,
        };
        if (taken is not null)
        {
            foreach (var pair in taken.Pairs)
            {
                session.Secrets.Masks.Add(pair.Secret);
            }

            session.S3.Set(taken.Endpoint, taken.Pairs[0].Id, taken.Pairs[0].Secret);
        }

        return taken;
    }

    private static WebPlace? TakeDesk(EnvironmentSession session, ProjectPlace place, FlowDoors doors)
    {
        if (!doors.StayOpen || !doors.Web.IsOpen)
        {
            return null;
        }

        var desk = WebPlace.Take(place.EnvironmentFolder, doors.Web.Listen ?? session.Project.Server.Web);
        session.Secrets.Masks.Add(desk.Token.Secret);
        return desk;
    }

    private static bool HasCode(ProjectDefinition project) =>
        project.Functions.Count > 0 || project.Pipelines.Values.Any(pipeline => pipeline.AllSteps.Any(step => step is StepDefinition.Shell));

    /// <summary>Deliveries that have not ended.</summary>
    public Task<long> CountWaitingAsync(CancellationToken cancellationToken) =>
        Session.Local.Deliveries.CountOpenAsync(cancellationToken);

    /// <summary>Deliveries that were given up, now or before, and not taken up again.</summary>
    public Task<long> CountDeadLettersAsync(CancellationToken cancellationToken) =>
        Session.Local.DeadLetters.CountAsync(cancellationToken);

    /// <summary>Files in folders that are buckets which cannot land for now.</summary>
    public int CountRefused() => Session.Local.Watch.Refused.Count;

    /// <summary>Completes when nothing waits any more.</summary>
    /// <exception cref="RefusedException">As of <see cref="WhenFailedAsync"/>.</exception>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => _host.WhenIdleAsync(cancellationToken);

    /// <summary>Completes when nothing waits any more, or nothing that waits goes on soon.</summary>
    /// <param name="soon">What falls due within it is worked off as well.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is left for later; none when nothing is.</returns>
    /// <exception cref="RefusedException">As of <see cref="WhenFailedAsync"/>.</exception>
    public async Task<QueueRest?> WhenRestingAsync(TimeSpan soon, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var idle = _host.WhenIdleAsync(enough.Token);
        var rest = new FlowRest(_host, Session.Local, Session.Warehouse);
        while (await Task.WhenAny(idle, Task.Delay(RestCheck, _time, cancellationToken)) != idle)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Session.Local.Watch.IsSettled && rest.Find() is { Next: { } next } left && next > soon)
            {
                await enough.CancelAsync();
                await idle.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return left;
            }
        }

        await idle;
        return null;
    }

    /// <summary>Ends when the flow cannot go on until somebody acts; never in any other way.</summary>
    /// <exception cref="RefusedException">What stopped it, such as a damaged state file.</exception>
    public Task WhenFailedAsync(CancellationToken cancellationToken) => _host.WhenFailedAsync(cancellationToken);

    /// <summary>A method of its own, so that what sends is not even loaded where nothing is to be sent.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SuppressMessage("Performance", "CA1859", Justification = "Its own type would be loaded with whoever calls this.")]
    private static IAsyncDisposable Send(TelemetrySettings settings, EnvironmentSession session, ProjectPlace place, IFlowObserver observer, TimeProvider time) =>
        OtlpTelemetry.Start(
            new TelemetryOptions(ProductVersion.Text, session.Project.Name, session.Project.Revision, place.Environment, settings.Endpoint)
            {
                SendsTraces = settings.SendsTraces,
                SendsMetrics = settings.SendsMetrics,
            },
            session.Secrets.Masks,
            session.Local.Deliveries.CountOpenAsync,
            session.Local.Metrics,
            observer.Noticed,
            time);

    private static Task TellAsync(ProjectWatch changes, EnvironmentSession session, IFlowObserver observer)
    {
        if (changes.Look() is [_, ..] files)
        {
            observer.Noticed(new Failure(
                "WEIR4007",
                $"{string.Join(", ", files)} changed: 'weir up' goes on with the project as it was, revision {session.Project.Revision}.",
                "'weir validate' checks it; stop 'weir up' and start it again to take it."));
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_http is not null)
        {
            await _http.DisposeAsync();
        }

        if (_web is not null)
        {
            await _web.DisposeAsync();
        }

        await _server.DisposeAsync();
        await _host.DisposeAsync();

        // Code that is still under way until now must not fail for want of it.
        if (_s3 is not null)
        {
            await _s3.DisposeAsync();
        }

        await (_telemetry?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Session.DisposeAsync();
        _log.Dispose();
    }
}
