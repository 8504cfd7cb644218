using Weir.Buckets;
using Weir.Engine.Triggers;
using Weir.Engine.Warehouses.Catalog;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>Everything people do with an environment, whether it is open in this process or in a running <c>weir up</c>.</summary>
/// <remarks>
/// Both implementations give the same answers and fail with the same codes, which <c>OperationsTests</c> checks by running
/// every test over both.
/// </remarks>
internal interface IOperations : IFunctionOperations, IAsyncDisposable
{
    Task<EnvironmentStatus> StatusAsync(CancellationToken cancellationToken);

    /// <summary>Lands contents, all or none of them when they are a batch of small ones; each by itself when it is large.</summary>
    /// <returns>The landed objects, in the order of the arrivals.</returns>
    Task<IReadOnlyList<ListedObject>> PutAsync(IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken);

    /// <exception cref="Weir.Failures.RefusedException">WEIR7010: there is no such object.</exception>
    Task<ObjectContent> OpenAsync(ObjectName name, CancellationToken cancellationToken);

    /// <summary>Objects whose keys start with a prefix, in order, after a key when one is given.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR3002: there is no such bucket.</exception>
    Task<IReadOnlyList<ListedObject>> ListObjectsAsync(
        string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken);

    /// <returns>How many of the objects were there.</returns>
    Task<int> RemoveAsync(IReadOnlyList<ObjectName> names, CancellationToken cancellationToken);

    /// <summary>Publishes objects as a dataset.</summary>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR6403, WEIR6404, WEIR6405, WEIR6406: it cannot be made as it was asked for; nothing is there.
    /// </exception>
    Task<ListedDataset> CreateDatasetAsync(DatasetOrder order, CancellationToken cancellationToken);

    /// <summary>Writes rows of the warehouse to a bucket.</summary>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR7011, WEIR6012: there is no such table, or nothing in it. WEIR6421 to WEIR6425: it cannot be done; nothing landed.
    /// </exception>
    Task<ListedExport> ExportAsync(ExportOrder order, CancellationToken cancellationToken);

    /// <summary>The datasets at <c>bucket/prefix</c>, the newest first.</summary>
    Task<Page<ListedDataset>> ListDatasetsAsync(string root, int limit, string? after, CancellationToken cancellationToken);

    /// <summary>Takes datasets away, each all at once.</summary>
    /// <returns>Those that went, or would go.</returns>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6402, WEIR6406: one that was named is not there; nothing was taken away.</exception>
    Task<IReadOnlyList<ListedDataset>> DeleteDatasetsAsync(DatasetRemoval removal, CancellationToken cancellationToken);

    /// <summary>The newest events first, before a position when one is given.</summary>
    Task<IReadOnlyList<ListedEvent>> ListEventsAsync(int limit, long? before, CancellationToken cancellationToken);

    /// <summary>The event that started a run, and then those that the run emitted, in order, behind a position when one is given.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7015: there is no such run.</exception>
    Task<IReadOnlyList<ListedEvent>> ListRunEventsAsync(RunId run, int limit, long? after, CancellationToken cancellationToken);

    /// <summary>The newest first, before one when its place is given.</summary>
    Task<Page<ListedDeadLetter>> ListDeadLettersAsync(int limit, long? before, CancellationToken cancellationToken);

    /// <returns>How many dead letters became deliveries again: the ones named, or all of them when null.</returns>
    Task<int> RedriveAsync(IReadOnlyList<long>? ids, CancellationToken cancellationToken);

    /// <summary>Asks for a run, durably.</summary>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR7017: there is no such pipeline. WEIR7018: it is not started by people. WEIR7019: the inputs are not those that it takes.
    /// WEIR7022: the id of the event that asks was not made now, or is that of another event.
    /// </exception>
    Task<RequestedRun> RequestRunAsync(RunOrder order, CancellationToken cancellationToken);

    /// <summary>Publishes a message to a topic, durably.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7020: it is too large.</exception>
    Task<PublishedMessage> PublishAsync(MessageOrder order, CancellationToken cancellationToken);

    Task<IReadOnlyList<ListedRun>> ListRunsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The steps that wait for a person, the oldest first.</summary>
    Task<IReadOnlyList<ListedApproval>> ListApprovalsAsync(CancellationToken cancellationToken);

    /// <summary>Says something to a run that goes on, durably.</summary>
    /// <returns>The run as it was then.</returns>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR7015: there is no such run. WEIR7030: it is over. WEIR7031: no step, or more than one, waits for the answer.
    /// </exception>
    Task<ListedRun> SayAsync(RunWord word, CancellationToken cancellationToken);

    /// <summary>Has a run done again, durably: from the start as a new run, or on from the step that failed.</summary>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR7015: there is no such run. WEIR7032: it goes on, or what it was made of is not there any more. WEIR7033: it did not fail, or
    /// its dead letter is gone. WEIR7034: the revision that it ran with is not kept.
    /// </exception>
    Task<RepeatedRun> RerunAsync(RerunOrder order, CancellationToken cancellationToken);

    /// <exception cref="Weir.Failures.RefusedException">WEIR7015: there is no such run.</exception>
    Task<ShownRun> ShowRunAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>What the steps of a run write: first how far the run is, then what was written, then what is while it goes on.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7015: there is no such run.</exception>
    IAsyncEnumerable<FollowedLog> FollowAsync(FollowOrder order, CancellationToken cancellationToken);

    /// <summary>What became of files, the newest first.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7011: there is no such table and never was.</exception>
    Task<Page<ListedLoad>> ListLoadsAsync(LoadFilter filter, CancellationToken cancellationToken);

    /// <summary>Takes exactly the rows that a load published out of its table; what they had taken the place of comes back.</summary>
    /// <param name="loadId">The load.</param>
    /// <param name="isDryRun">Whether only to say what would change.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR6020, WEIR6021, WEIR6022, WEIR6064, WEIR6065, WEIR6066: it cannot be unloaded; nothing was changed.
    /// </exception>
    Task<UnloadedLoad> UnloadAsync(long loadId, bool isDryRun, CancellationToken cancellationToken);

    /// <summary>Says what loading files into a table would change, and changes nothing. Other loads wait meanwhile.</summary>
    /// <param name="table">The table.</param>
    /// <param name="files">The files, all together: none of them stands in the table. Those that are not there are passed over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7011: there is no such table. Others: the files do not go with it.</exception>
    Task<PreviewedLoad> PreviewAsync(string table, IReadOnlyList<ObjectName> files, CancellationToken cancellationToken);

    /// <summary>Merges some of the small files of a table: one step of several.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7011: there is no such table. WEIR6305: it has no files.</exception>
    Task<CompactedTable> CompactAsync(string table, long targetBytes, CancellationToken cancellationToken);

    /// <summary>Compares a source with its target, and keeps what was found.</summary>
    /// <param name="name">The reconciliation.</param>
    /// <param name="full">Whether to compare again what was the same before.</param>
    /// <param name="limit">How many of the keys that differ are told.</param>
    /// <param name="cancellationToken">Ends the comparison; nothing is kept.</param>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR7013: there is no such reconciliation. WEIR6040, WEIR6041: it cannot be done.
    /// </exception>
    Task<ReportedReconciliation> ReconcileAsync(string name, bool full, int limit, CancellationToken cancellationToken);

    /// <summary>Tests what stands in tables, or the rows of a dataset, and records what was found.</summary>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR7011: there is no such table. WEIR7012: there are no tests. WEIR6012: nothing has been loaded yet. WEIR6402, WEIR6406,
    /// WEIR6407, WEIR6408: the dataset is not there, or has nothing to test.
    /// </exception>
    Task<IReadOnlyList<ListedTestResult>> TestAsync(TestOrder order, CancellationToken cancellationToken);

    /// <summary>Has tables load files once more that do not stand in them: one page of what is selected, durably.</summary>
    /// <exception cref="Weir.Failures.RefusedException">
    /// WEIR3002, WEIR7010, WEIR7011, WEIR7014, WEIR6020: what is named is not there. WEIR6024: the file holds another content now.
    /// WEIR6025: no table takes it.
    /// </exception>
    Task<ReloadPage> ReloadAsync(ReloadSelection selection, CancellationToken cancellationToken);

    /// <summary>Sends the next page of a range of files to a table or a pipeline, durably.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7016: there is neither a table nor a pipeline of that name.</exception>
    Task<BackfillProgress> BackfillAsync(BackfillOrder order, CancellationToken cancellationToken);

    /// <summary>The rows that a table refused, those of the newest loads first.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7011: there is no such table and never was. WEIR7480: no page ended there.</exception>
    Task<Page<ListedQuarantine>> ListQuarantineAsync(string? table, long? load, int limit, string? after, CancellationToken cancellationToken);

    /// <summary>The project's alarms, with what is found now of what they watch.</summary>
    Task<IReadOnlyList<ListedAlarm>> ListAlarmsAsync(CancellationToken cancellationToken);

    /// <summary>The project's schedules, and then what is to happen once, the next first.</summary>
    Task<Page<ListedSchedule>> ListSchedulesAsync(int limit, string? after, CancellationToken cancellationToken);

    /// <summary>Pauses the schedules of a pipeline or a reconciliation, or lets them go on, durably.</summary>
    /// <returns>Those schedules.</returns>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7125: nothing of that name has a schedule.</exception>
    Task<IReadOnlyList<ListedSchedule>> PauseSchedulesAsync(SchedulePause pause, CancellationToken cancellationToken);

    /// <summary>Has what a schedule starts begin now, durably. The times that come stay as they are.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7125: nothing of that name has a schedule.</exception>
    Task<FiredSchedule> RunScheduleAsync(string name, CancellationToken cancellationToken);

    /// <exception cref="Weir.Failures.RefusedException">WEIR6010: the warehouse does not accept the SQL.</exception>
    Task<QueryAnswer> QueryAsync(string sql, CancellationToken cancellationToken);
}
