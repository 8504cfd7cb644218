using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Exports;
using Weir.Engine.Loads;
using Weir.Engine.Objects;
using Weir.Engine.Triggers;
using Weir.Engine.Triggers.Alarms;
using Weir.Engine.Triggers.Backfills;
using Weir.Engine.Triggers.Requests;
using Weir.Engine.Warehouses;
using Weir.Engine.Warehouses.Catalog;
using Weir.Failures;
using Weir.Projects;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>Operations on an environment that is open in this process. It is not closed with them.</summary>
internal sealed class DirectOperations : IOperations
{
    public required ProjectDefinition Project { get; init; }

    /// <summary>What <see cref="StatusAsync"/> answers.</summary>
    public required EnvironmentStatus Status { get; init; }

    public required Landing Landing { get; init; }

    public required IObjectStore Objects { get; init; }

    public required Exporting Exporting { get; init; }

    public required DatasetOperations Datasets { get; init; }

    public required IEventLog Log { get; init; }

    public required IDeadLetters DeadLetters { get; init; }

    public required RunOperations Runs { get; init; }

    public required ScheduleOperations Schedules { get; init; }

    public required RunRequests RunRequests { get; init; }

    public required MessageRequests MessageRequests { get; init; }

    public required LoadOperations Loads { get; init; }

    public required Unloading Unloading { get; init; }

    public required Previewing Previewing { get; init; }

    public required Backfilling Backfilling { get; init; }

    public required ICompactor Compactor { get; init; }

    public required IReconciler Reconciler { get; init; }

    public required TestOperations Tests { get; init; }

    /// <summary>Brings what the warehouse has to tell to the log. Nobody else does when nothing runs.</summary>
    public required OutboxTrigger WarehouseEvents { get; init; }

    public required IReloads Reloads { get; init; }

    public required Reloading Reloading { get; init; }

    public required IQueries Queries { get; init; }

    public required IFunctionOperations Functions { get; init; }

    public required AlarmWatch Alarms { get; init; }

    public Task<EnvironmentStatus> StatusAsync(CancellationToken cancellationToken) => Task.FromResult(Status);

    public async Task<IReadOnlyList<ListedObject>> PutAsync(
        IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        foreach (var arrival in arrivals)
        {
            Check(arrival.Name);
        }

        var landed = await Landing.LandAsync(arrivals, cancellationToken);
        return [.. landed.Select(ListedObject.Of)];
    }

    public async Task<ObjectContent> OpenAsync(ObjectName name, CancellationToken cancellationToken)
    {
        Check(name);
        var found = await Objects.FindAsync(await Datasets.Paths.ResolveAsync(name, cancellationToken), cancellationToken)
            ?? throw new RefusedException(Missing.Object(name));
        return new ObjectContent(ListedObject.Of(found), Objects.OpenRead(found));
    }

    public async Task<IReadOnlyList<ListedObject>> ListObjectsAsync(
        string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        Project.CheckBucket(bucket);
        var place = await Datasets.Paths.ResolvePrefixAsync(new ObjectName(bucket, prefix), after, cancellationToken);
        var found = await Objects.ListAsync(bucket, place.Key, after, limit, cancellationToken);
        return [.. found.Select(ListedObject.Of)];
    }

    public Task<int> RemoveAsync(IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            Check(name, mayBeFolder: true);
        }

        return Objects.RemoveAsync(names, cancellationToken);
    }

    public Task<ListedDataset> CreateDatasetAsync(DatasetOrder order, CancellationToken cancellationToken) =>
        Datasets.CreateAsync(order, cancellationToken);

    public async Task<ListedExport> ExportAsync(ExportOrder order, CancellationToken cancellationToken)
    {
        if (order.Table is { } table)
        {
            Project.CheckTable(table);
        }

        var (to, definition) = order.Read();
        Project.CheckBucket(to.Bucket);
        return ListedExport.Of(await Exporting.ExportAsync(new ExportRequest(definition, to), cancellationToken));
    }

    public Task<Page<ListedDataset>> ListDatasetsAsync(string root, int limit, string? after, CancellationToken cancellationToken) =>
        Datasets.ListAsync(root, limit, after, cancellationToken);

    public Task<IReadOnlyList<ListedDataset>> DeleteDatasetsAsync(DatasetRemoval removal, CancellationToken cancellationToken) =>
        Datasets.DeleteAsync(removal, cancellationToken);

    public async Task<IReadOnlyList<ListedEvent>> ListEventsAsync(int limit, long? before, CancellationToken cancellationToken)
    {
        var events = await Log.ListAsync(limit, before, cancellationToken);
        return [.. events.Select(ListedEvent.Of)];
    }

    public async Task<IReadOnlyList<ListedEvent>> ListRunEventsAsync(RunId run, int limit, long? after, CancellationToken cancellationToken)
    {
        var startedBy = await Runs.StartedByAsync(run, cancellationToken);
        return [.. (await Log.ListOfRunAsync(run, startedBy, limit, after, cancellationToken)).Select(ListedEvent.Of)];
    }

    public async Task<Page<ListedDeadLetter>> ListDeadLettersAsync(int limit, long? before, CancellationToken cancellationToken)
    {
        var (letters, next) = await DeadLetters.PageAsync(limit, before, cancellationToken);
        var listed = new List<ListedDeadLetter>(letters.Count);
        foreach (var letter in letters)
        {
            listed.Add(ListedDeadLetter.Of(letter, await Runs.FindMadeAsync(letter.Event.Id, letter.Subscriber, cancellationToken)));
        }

        return new(listed, next is { } number ? Cursors.Of(number) : null);
    }

    public Task<int> RedriveAsync(IReadOnlyList<long>? ids, CancellationToken cancellationToken) =>
        DeadLetters.RedriveAsync(ids, cancellationToken);

    public async Task<RequestedRun> RequestRunAsync(RunOrder order, CancellationToken cancellationToken)
    {
        var pipeline = Project.Pipelines.GetValueOrDefault(order.Pipeline)
            ?? throw new RefusedException(Missing.Pipeline(order.Pipeline, Project.Pipelines.Keys));
        var (id, isAskedBefore) = await RunRequests.RequestAsync(pipeline, order.Inputs, order.Event, cancellationToken);
        return new RequestedRun(id.ToString(), pipeline.Name, isAskedBefore);
    }

    public async Task<PublishedMessage> PublishAsync(MessageOrder order, CancellationToken cancellationToken)
    {
        var (published, subscribers) = await MessageRequests.PublishAsync(order.Topic, order.Message, cancellationToken);
        return new PublishedMessage(published.Id.ToString(), order.Topic, [.. subscribers.Select(subscriber => subscriber.Name)]);
    }

    public Task<IReadOnlyList<ListedRun>> ListRunsAsync(int limit, CancellationToken cancellationToken) => Runs.ListAsync(limit, cancellationToken);

    public Task<IReadOnlyList<ListedApproval>> ListApprovalsAsync(CancellationToken cancellationToken) => Runs.ListApprovalsAsync(cancellationToken);

    public Task<ListedRun> SayAsync(RunWord word, CancellationToken cancellationToken) => Runs.SayAsync(word, cancellationToken);

    public Task<RepeatedRun> RerunAsync(RerunOrder order, CancellationToken cancellationToken) => Runs.RerunAsync(order, cancellationToken);

    public Task<ShownRun> ShowRunAsync(RunId id, CancellationToken cancellationToken) => Runs.ShowAsync(id, cancellationToken);

    public IAsyncEnumerable<FollowedLog> FollowAsync(FollowOrder order, CancellationToken cancellationToken) => Runs.FollowAsync(order, cancellationToken);

    public Task<Page<ListedLoad>> ListLoadsAsync(LoadFilter filter, CancellationToken cancellationToken) => Loads.ListAsync(filter, cancellationToken);

    public async Task<UnloadedLoad> UnloadAsync(long loadId, bool isDryRun, CancellationToken cancellationToken) =>
        UnloadedLoad.Of(await Unloading.UnloadAsync(loadId, isDryRun, cancellationToken));

    public async Task<PreviewedLoad> PreviewAsync(string table, IReadOnlyList<ObjectName> files, CancellationToken cancellationToken)
    {
        Project.CheckTable(table);
        var found = new List<StoredObject>();
        foreach (var name in files)
        {
            Check(name);
            if (await Objects.FindAsync(name, cancellationToken) is { } file)
            {
                found.Add(file);
            }
        }

        return PreviewedLoad.Of(table, await Previewing.PreviewAsync(Project.Tables[table], found, cancellationToken));
    }

    public async Task<CompactedTable> CompactAsync(string table, long targetBytes, CancellationToken cancellationToken)
    {
        Project.CheckTable(table);
        return CompactedTable.Of(await Compactor.CompactAsync(Project.Tables[table].Name, targetBytes, cancellationToken));
    }

    public async Task<ReportedReconciliation> ReconcileAsync(string name, bool full, int limit, CancellationToken cancellationToken)
    {
        var definition = Project.Reconciliations.GetValueOrDefault(name)
            ?? throw new RefusedException(Missing.Reconciliation(name, Project.Reconciliations.Keys));
        var record = await Reconciler.ReconcileAsync(definition, full, cancellationToken);
        await WarehouseEvents.PumpAsync(cancellationToken);
        return ReportedReconciliation.Of(record, limit);
    }

    public Task<IReadOnlyList<ListedTestResult>> TestAsync(TestOrder order, CancellationToken cancellationToken) =>
        Tests.TestAsync(order, cancellationToken);

    public async Task<ReloadPage> ReloadAsync(ReloadSelection selection, CancellationToken cancellationToken)
    {
        var selected = await new SelectedFiles(Project, Objects, Datasets.Paths, Reloads).PageAsync(selection, cancellationToken);
        var reloads = await Reloading.ReloadAsync(selected.Files, selected.Table, selection.IsDryRun, cancellationToken);
        return reloads.Count == 0 && selected.IsNamed
            ? throw new RefusedException(Missing.Taker(selected.Files[0].Name, selected.Table))
            : ReloadPage.Of(selected, reloads);
    }

    public async Task<BackfillProgress> BackfillAsync(BackfillOrder order, CancellationToken cancellationToken)
    {
        Subscriber? found = Project.Tables.ContainsKey(order.Target) && !order.IsPipeline ? new Subscriber(SubscriberKind.Table, Project.Tables[order.Target].Name)
            : Project.Pipelines.ContainsKey(order.Target) ? new Subscriber(SubscriberKind.Pipeline, order.Target)
            : null;
        var target = found ?? throw new RefusedException(
            Missing.Subscriber(order.Target, order.IsPipeline ? Project.Pipelines.Keys : [.. Project.Tables.Keys, .. Project.Pipelines.Keys]));
        var range = new BackfillRange { From = order.From, To = order.To, FromKey = order.FromKey, ToKey = order.ToKey };
        return BackfillProgress.Of(await Backfilling.TurnAsync(target, range, order.Restart, cancellationToken));
    }

    public Task<Page<ListedQuarantine>> ListQuarantineAsync(string? table, long? load, int limit, string? after, CancellationToken cancellationToken) =>
        Loads.ListQuarantineAsync(table, load, limit, after, cancellationToken);

    public async Task<IReadOnlyList<ListedAlarm>> ListAlarmsAsync(CancellationToken cancellationToken)
    {
        var listed = new List<ListedAlarm>();
        foreach (var alarm in Project.Alarms.Values)
        {
            var (mark, reading) = await Alarms.ShowAsync(alarm, cancellationToken);
            listed.Add(ListedAlarm.Of(alarm, mark, reading));
        }

        return listed;
    }

    public Task<Page<ListedSchedule>> ListSchedulesAsync(int limit, string? after, CancellationToken cancellationToken) => Schedules.ListAsync(limit, after, cancellationToken);

    public Task<IReadOnlyList<ListedSchedule>> PauseSchedulesAsync(SchedulePause pause, CancellationToken cancellationToken) =>
        Schedules.PauseAsync(pause, cancellationToken);

    public Task<FiredSchedule> RunScheduleAsync(string name, CancellationToken cancellationToken) => Schedules.RunAsync(name, cancellationToken);

    public Task<IReadOnlyList<ListedFunction>> ListFunctionsAsync(CancellationToken cancellationToken) => Functions.ListFunctionsAsync(cancellationToken);

    public Task<BuiltFunction> BuildFunctionAsync(string name, CancellationToken cancellationToken) => Functions.BuildFunctionAsync(name, cancellationToken);

    public Task<InvokedFunction> InvokeFunctionAsync(string name, byte[] payload, CancellationToken cancellationToken) =>
        Functions.InvokeFunctionAsync(name, payload, cancellationToken);

    public async Task<QueryAnswer> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        var reader = await Queries.QueryAsync(sql, cancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount)
            .Select(index => new QueryColumn(reader.GetName(index), reader.GetDataTypeName(index)))
            .ToList();
        return new QueryAnswer(columns, RowEncoder.EncodeAsync(reader, columns, cancellationToken), reader);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Check(ObjectName name, bool mayBeFolder = false)
    {
        Project.CheckBucket(name.Bucket);
        if (ObjectKey.Check(name.Key, mayBeFolder) is { } refused)
        {
            throw new RefusedException(refused);
        }
    }
}
