using Weir.Buckets;
using Weir.Engine.Triggers;
using Weir.Engine.Warehouses.Catalog;
using Weir.Failures;
using Weir.Runs;
using Weir.Server.Operations;
using Weir.Tenants;

namespace Weir.Server.Access.Tenants;

/// <summary>What the caller of the moment does. Somebody limited to tenants does it with what is theirs, and with nothing else.</summary>
/// <remarks>
/// Theirs are the objects below the tenants' prefixes, and the runs that are for the tenants. What is nobody's is not theirs either, and is
/// not told from what is not there. What all tenants share is refused: tables, queries, events and what is said about the whole project.
/// </remarks>
/// <param name="inner">Does it.</param>
internal sealed class CallerOperations(DirectOperations inner) : IOperations
{
    private readonly CallerShare _share = new(inner.Project);

    private IReadOnlyList<TenantDefinition>? Tenants => _share.Tenants;

    private IReadOnlyCollection<string>? Names => _share.Names;

    /// <summary>What is about all tenants.</summary>
    /// <exception cref="RefusedException">WEIR7425: the caller is limited to some.</exception>
    private DirectOperations Whole => Tenants is null ? inner : throw CallerShare.Shared();

    public async Task<EnvironmentStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var status = await inner.StatusAsync(cancellationToken);
        return Tenants is not { } tenants ? status : status with
        {
            Buckets =
            [
                .. status.Buckets
                    .Select(bucket => bucket with { Path = null, Prefixes = [.. tenants.SelectMany(tenant => tenant.PrefixesIn(bucket.Name)).Distinct()] })
                    .Where(bucket => bucket.Prefixes is not []),
            ],
            Pipelines = [.. status.Pipelines.Where(name => inner.Project.Pipelines[name].Tenant is not null)],
            Tables = [],
            Reconciliations = [],
        };
    }

    public Task<IReadOnlyList<ListedObject>> PutAsync(IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        _share.Check(arrivals.Select(arrival => arrival.Name));
        return inner.PutAsync(arrivals, cancellationToken);
    }

    public Task<ObjectContent> OpenAsync(ObjectName name, CancellationToken cancellationToken)
    {
        _share.Check([name]);
        return inner.OpenAsync(name, cancellationToken);
    }

    public Task<IReadOnlyList<ListedObject>> ListObjectsAsync(string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        _share.Check([new ObjectName(bucket, prefix)]);
        return inner.ListObjectsAsync(bucket, prefix, after, limit, cancellationToken);
    }

    public Task<int> RemoveAsync(IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        _share.Check(names);
        return inner.RemoveAsync(names, cancellationToken);
    }

    public Task<IReadOnlyList<ListedRun>> ListRunsAsync(int limit, CancellationToken cancellationToken) =>
        Names is { } names ? inner.Runs.ListAsync(names, limit, cancellationToken) : inner.ListRunsAsync(limit, cancellationToken);

    public async Task<IReadOnlyList<ListedApproval>> ListApprovalsAsync(CancellationToken cancellationToken)
    {
        var all = await inner.ListApprovalsAsync(cancellationToken);
        if (Tenants is null)
        {
            return all;
        }

        var theirs = new List<ListedApproval>();
        foreach (var approval in all)
        {
            if (RunId.TryParse(approval.Run, out var run) && await IsTheirsAsync(run, cancellationToken))
            {
                theirs.Add(approval);
            }
        }

        return theirs;
    }

    public Task<RequestedRun> RequestRunAsync(RunOrder order, CancellationToken cancellationToken)
    {
        if (Names is { } names
            && (!inner.Project.Pipelines.TryGetValue(order.Pipeline, out var pipeline)
                || inner.RunRequests.TenantOf(inner.Project, pipeline, order.Inputs) is not { } tenant
                || !names.Contains(tenant)))
        {
            throw CallerShare.Refused("start this run: it would not be for a tenant of yours", "Start a pipeline that has 'tenant', with inputs that make it yours.");
        }

        return inner.RequestRunAsync(order, cancellationToken);
    }

    public async Task<ShownRun> ShowRunAsync(RunId id, CancellationToken cancellationToken)
    {
        await CheckAsync(id, cancellationToken);
        return await inner.ShowRunAsync(id, cancellationToken);
    }

    public async IAsyncEnumerable<FollowedLog> FollowAsync(
        FollowOrder order, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await CheckAsync(order.Run, cancellationToken);
        await foreach (var log in inner.FollowAsync(order, cancellationToken))
        {
            yield return log;
        }
    }

    public async Task<ListedRun> SayAsync(RunWord word, CancellationToken cancellationToken)
    {
        await CheckAsync(word.Run, cancellationToken);

        // Whose word it is, is known; this machine's user alone may say it for somebody.
        var by = CurrentCaller.Value is { } caller && caller != Caller.Owner ? caller.Name : word.By;
        return await inner.SayAsync(word with { By = by }, cancellationToken);
    }

    public async Task<RepeatedRun> RerunAsync(RerunOrder order, CancellationToken cancellationToken)
    {
        await CheckAsync(order.Run, cancellationToken);
        return await inner.RerunAsync(order, cancellationToken);
    }

    public Task<ListedDataset> CreateDatasetAsync(DatasetOrder order, CancellationToken cancellationToken) => Whole.CreateDatasetAsync(order, cancellationToken);

    public Task<ListedExport> ExportAsync(ExportOrder order, CancellationToken cancellationToken) => Whole.ExportAsync(order, cancellationToken);

    public Task<Page<ListedDataset>> ListDatasetsAsync(string root, int limit, string? after, CancellationToken cancellationToken) => Whole.ListDatasetsAsync(root, limit, after, cancellationToken);

    public Task<IReadOnlyList<ListedDataset>> DeleteDatasetsAsync(DatasetRemoval removal, CancellationToken cancellationToken) => Whole.DeleteDatasetsAsync(removal, cancellationToken);

    public Task<IReadOnlyList<ListedEvent>> ListEventsAsync(int limit, long? before, CancellationToken cancellationToken) => Whole.ListEventsAsync(limit, before, cancellationToken);

    public async Task<IReadOnlyList<ListedEvent>> ListRunEventsAsync(RunId run, int limit, long? after, CancellationToken cancellationToken)
    {
        await CheckAsync(run, cancellationToken);
        return await inner.ListRunEventsAsync(run, limit, after, cancellationToken);
    }

    public Task<Page<ListedDeadLetter>> ListDeadLettersAsync(int limit, long? before, CancellationToken cancellationToken) => Whole.ListDeadLettersAsync(limit, before, cancellationToken);

    public Task<int> RedriveAsync(IReadOnlyList<long>? ids, CancellationToken cancellationToken) => Whole.RedriveAsync(ids, cancellationToken);

    public Task<PublishedMessage> PublishAsync(MessageOrder order, CancellationToken cancellationToken) => Whole.PublishAsync(order, cancellationToken);

    public Task<Page<ListedLoad>> ListLoadsAsync(LoadFilter filter, CancellationToken cancellationToken) => Whole.ListLoadsAsync(filter, cancellationToken);

    public Task<UnloadedLoad> UnloadAsync(long loadId, bool isDryRun, CancellationToken cancellationToken) => Whole.UnloadAsync(loadId, isDryRun, cancellationToken);

    public Task<PreviewedLoad> PreviewAsync(string table, IReadOnlyList<ObjectName> files, CancellationToken cancellationToken) => Whole.PreviewAsync(table, files, cancellationToken);

    public Task<CompactedTable> CompactAsync(string table, long targetBytes, CancellationToken cancellationToken) => Whole.CompactAsync(table, targetBytes, cancellationToken);

    public Task<ReportedReconciliation> ReconcileAsync(string name, bool full, int limit, CancellationToken cancellationToken) => Whole.ReconcileAsync(name, full, limit, cancellationToken);

    public Task<IReadOnlyList<ListedTestResult>> TestAsync(TestOrder order, CancellationToken cancellationToken) => Whole.TestAsync(order, cancellationToken);

    public Task<ReloadPage> ReloadAsync(ReloadSelection selection, CancellationToken cancellationToken) => Whole.ReloadAsync(selection, cancellationToken);

    public Task<BackfillProgress> BackfillAsync(BackfillOrder order, CancellationToken cancellationToken) => Whole.BackfillAsync(order, cancellationToken);

    public Task<Page<ListedQuarantine>> ListQuarantineAsync(string? table, long? load, int limit, string? after, CancellationToken cancellationToken) => Whole.ListQuarantineAsync(table, load, limit, after, cancellationToken);

    public Task<IReadOnlyList<ListedAlarm>> ListAlarmsAsync(CancellationToken cancellationToken) => Whole.ListAlarmsAsync(cancellationToken);

    public Task<Page<ListedSchedule>> ListSchedulesAsync(int limit, string? after, CancellationToken cancellationToken) => Whole.ListSchedulesAsync(limit, after, cancellationToken);

    public Task<IReadOnlyList<ListedSchedule>> PauseSchedulesAsync(SchedulePause pause, CancellationToken cancellationToken) => Whole.PauseSchedulesAsync(pause, cancellationToken);

    public Task<FiredSchedule> RunScheduleAsync(string name, CancellationToken cancellationToken) => Whole.RunScheduleAsync(name, cancellationToken);

    public Task<IReadOnlyList<ListedFunction>> ListFunctionsAsync(CancellationToken cancellationToken) => Whole.ListFunctionsAsync(cancellationToken);

    public Task<BuiltFunction> BuildFunctionAsync(string name, CancellationToken cancellationToken) => Whole.BuildFunctionAsync(name, cancellationToken);

    public Task<InvokedFunction> InvokeFunctionAsync(string name, byte[] payload, CancellationToken cancellationToken) => Whole.InvokeFunctionAsync(name, payload, cancellationToken);

    public Task<QueryAnswer> QueryAsync(string sql, CancellationToken cancellationToken) => Whole.QueryAsync(sql, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What is no run's id is refused as what is no run.</summary>
    private Task CheckAsync(string run, CancellationToken cancellationToken) => RunId.TryParse(run, out var id) ? CheckAsync(id, cancellationToken) : Task.CompletedTask;

    private async Task CheckAsync(RunId id, CancellationToken cancellationToken)
    {
        if (!await IsTheirsAsync(id, cancellationToken))
        {
            throw new RefusedException(Missing.Run(id));
        }
    }

    private async Task<bool> IsTheirsAsync(RunId id, CancellationToken cancellationToken) =>
        Names is not { } names || (await inner.Runs.TenantOfAsync(id, cancellationToken) is { } tenant && names.Contains(tenant));
}
