using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Weir.Buckets;
using Weir.Engine.Triggers;
using Weir.Engine.Warehouses.Catalog;
using Weir.Runs;
using Weir.Server.Access.Accounts;
using Weir.Server.Api.Bodies;
using Weir.Server.Operations;
using Weir.Server.Operations.Tables;

namespace Weir.Server.Api;

/// <summary>Operations of an environment that a running <c>weir up</c> has open, over its socket.</summary>
/// <param name="client">Makes the calls; goes with them.</param>
internal sealed class RemoteOperations(ApiClient client) : IOperations
{
    /// <summary>Who may do what there.</summary>
    public RemoteAccounts Accounts => new(client);

    /// <summary>Connects to whoever listens on a socket.</summary>
    /// <returns>Nothing when nobody does, as after a server was killed.</returns>
    public static async Task<RemoteOperations?> ConnectAsync(string socketPath, CancellationToken cancellationToken) =>
        await ApiClient.ConnectAsync(socketPath, cancellationToken) is { } connected ? new RemoteOperations(connected) : null;

    /// <summary>Looks at runs there.</summary>
    public IRunReads Runs => new RemoteRunReads(client);

    /// <summary>Looks at tables there.</summary>
    public ITableReads Tables => new RemoteTableReads(client);

    public Task<EnvironmentStatus> StatusAsync(CancellationToken cancellationToken) =>
        client.GetAsync("status", OperationsJson.Default.EnvironmentStatus, cancellationToken);

    public async Task<IReadOnlyList<ListedObject>> PutAsync(
        IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        var landed = new ListedObject?[arrivals.Count];
        var small = new MemoryStream();
        var smallIndexes = new List<int>();
        for (var index = 0; index < arrivals.Count; index++)
        {
            var arrival = arrivals[index];
            await using var content = arrival.Open();
            if (!content.CanSeek || content.Length > ObjectBatch.LargestContent)
            {
                landed[index] = await PutOneAsync(arrival.Name, content, cancellationToken);
                continue;
            }

            var bytes = new byte[content.Length];
            var read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            await ObjectBatch.WriteAsync(small, arrival.Name, bytes.AsMemory(0, read), cancellationToken);
            smallIndexes.Add(index);
            if (small.Length > ObjectBatch.LargestBatch / 2)
            {
                await PutBatchAsync();
            }
        }

        await PutBatchAsync();
        return [.. landed.OfType<ListedObject>()];

        async Task PutBatchAsync()
        {
            if (smallIndexes.Count > 0)
            {
                var answers = await PutBatchOfAsync(small, cancellationToken);
                foreach (var (index, answer) in smallIndexes.Zip(answers))
                {
                    landed[index] = answer;
                }

                small.SetLength(0);
                smallIndexes.Clear();
            }
        }
    }

    public async Task<ObjectContent> OpenAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(HttpMethod.Get, UrlOf(name), null, cancellationToken);
        var headers = response.Headers;
        var about = new ListedObject(
            name.Bucket,
            Uri.UnescapeDataString(headers.GetValues("weir-key").First()),
            response.Content.Headers.ContentLength ?? 0,
            headers.ETag?.Tag.Trim('"') ?? "",
            long.Parse(headers.GetValues("weir-version").First(), CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(headers.GetValues("weir-landed-at").First(), CultureInfo.InvariantCulture));
        var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        return new ObjectContent(about, new WatchedStream(content), response);
    }

    public Task<IReadOnlyList<ListedObject>> ListObjectsAsync(
        string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken) => ItemsAsync(
        ApiClient.Url("objects", ("bucket", bucket), ("prefix", prefix), ("after", after), ("limit", ApiClient.Text(limit))),
        OperationsJson.Default.PageListedObject,
        cancellationToken);

    public async Task<int> RemoveAsync(IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        var removal = JsonContent.Create(new Removal([.. names.Select(name => name.ToString())]), ApiJson.Default.Removal);
        return (await client.PostAsync("objects/remove", removal, ApiJson.Default.Counted, cancellationToken)).Count;
    }

    public Task<ListedDataset> CreateDatasetAsync(DatasetOrder order, CancellationToken cancellationToken) => client.PostAsync(
        "datasets", JsonContent.Create(order, ApiJson.Default.DatasetOrder), OperationsJson.Default.ListedDataset, cancellationToken);

    public Task<ListedExport> ExportAsync(ExportOrder order, CancellationToken cancellationToken) => client.PostAsync(
        "exports", JsonContent.Create(order, ApiJson.Default.ExportOrder), OperationsJson.Default.ListedExport, cancellationToken);

    public Task<Page<ListedDataset>> ListDatasetsAsync(string root, int limit, string? after, CancellationToken cancellationToken) => client.GetAsync(
        ApiClient.Url("datasets", ("root", root), ("limit", ApiClient.Text(limit)), ("after", after)), OperationsJson.Default.PageListedDataset, cancellationToken);

    public Task<IReadOnlyList<ListedDataset>> DeleteDatasetsAsync(DatasetRemoval removal, CancellationToken cancellationToken) => PostedItemsAsync(
        "datasets/remove", JsonContent.Create(removal, ApiJson.Default.DatasetRemoval), OperationsJson.Default.PageListedDataset, cancellationToken);

    public Task<IReadOnlyList<ListedEvent>> ListEventsAsync(int limit, long? before, CancellationToken cancellationToken) => ItemsAsync(
        ApiClient.Url("events", ("limit", ApiClient.Text(limit)), ("after", before is { } position ? ApiClient.Text(position) : null)),
        OperationsJson.Default.PageListedEvent,
        cancellationToken);

    public Task<IReadOnlyList<ListedEvent>> ListRunEventsAsync(RunId run, int limit, long? after, CancellationToken cancellationToken) => ItemsAsync(
        ApiClient.Url($"runs/{run}/events", ("limit", ApiClient.Text(limit)), ("after", after is { } position ? ApiClient.Text(position) : null)),
        OperationsJson.Default.PageListedEvent,
        cancellationToken);

    public Task<Page<ListedDeadLetter>> ListDeadLettersAsync(int limit, long? before, CancellationToken cancellationToken) => client.GetAsync(
        ApiClient.Url("dead-letters", ("limit", ApiClient.Text(limit)), ("after", before is { } number ? ApiClient.Text(number) : null)),
        OperationsJson.Default.PageListedDeadLetter,
        cancellationToken);

    public async Task<int> RedriveAsync(IReadOnlyList<long>? ids, CancellationToken cancellationToken)
    {
        var redrive = JsonContent.Create(new Redrive(ids), ApiJson.Default.Redrive);
        return (await client.PostAsync("dead-letters/redrive", redrive, ApiJson.Default.Counted, cancellationToken)).Count;
    }

    public Task<IReadOnlyList<ListedRun>> ListRunsAsync(int limit, CancellationToken cancellationToken) => ItemsAsync(
        ApiClient.Url("runs", ("limit", ApiClient.Text(limit))), OperationsJson.Default.PageListedRun, cancellationToken);

    public Task<ShownRun> ShowRunAsync(RunId id, CancellationToken cancellationToken) =>
        client.GetAsync($"runs/{id}", OperationsJson.Default.ShownRun, cancellationToken);

    public async IAsyncEnumerable<FollowedLog> FollowAsync(FollowOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var url = ApiClient.Url(
            $"runs/{order.Run}/logs",
            ("step", order.Step),
            ("after", ApiClient.Text(order.After)),
            ("tail", order.Tail is { } tail ? ApiClient.Text(tail) : null),
            ("follow", order.Waits ? "true" : "false"));
        using var response = await client.SendAsync(HttpMethod.Get, url, null, cancellationToken);
        using var lines = new StreamReader(new WatchedStream(await response.Content.ReadAsStreamAsync(cancellationToken)));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize(line, OperationsJson.Default.FollowedLog) ?? throw Lost.Connection(null);
        }
    }

    public Task<RequestedRun> RequestRunAsync(RunOrder order, CancellationToken cancellationToken) => client.PostAsync(
        $"pipelines/{Escaped(order.Pipeline)}/runs", JsonContent.Create(StartBody.Of(order), ApiJson.Default.StartBody), OperationsJson.Default.RequestedRun, cancellationToken);

    public Task<IReadOnlyList<ListedApproval>> ListApprovalsAsync(CancellationToken cancellationToken) =>
        ItemsAsync("approvals", OperationsJson.Default.PageListedApproval, cancellationToken);

    public Task<ListedRun> SayAsync(RunWord word, CancellationToken cancellationToken) => client.PostAsync(
        $"runs/{Escaped(word.Run)}/{Escaped(word.Word)}", JsonContent.Create(new WordBody(word.Step, word.Comment), ApiJson.Default.WordBody), OperationsJson.Default.ListedRun, cancellationToken);

    public Task<RepeatedRun> RerunAsync(RerunOrder order, CancellationToken cancellationToken) => client.PostAsync(
        $"runs/{Escaped(order.Run)}/rerun", JsonContent.Create(new RerunBody(order.IsFromFailed, order.IsOriginal), ApiJson.Default.RerunBody), OperationsJson.Default.RepeatedRun, cancellationToken);

    public Task<PublishedMessage> PublishAsync(MessageOrder order, CancellationToken cancellationToken) => client.PostAsync(
        "messages", JsonContent.Create(order, ApiJson.Default.MessageOrder), OperationsJson.Default.PublishedMessage, cancellationToken);

    public Task<Page<ListedLoad>> ListLoadsAsync(LoadFilter filter, CancellationToken cancellationToken) => client.GetAsync(
        ApiClient.Url(
            "loads",
            ("table", filter.Table),
            ("status", filter.Status),
            ("file", filter.File),
            ("after", filter.Before is { } load ? ApiClient.Text(load) : null),
            ("limit", ApiClient.Text(filter.Limit))),
        OperationsJson.Default.PageListedLoad,
        cancellationToken);

    public Task<UnloadedLoad> UnloadAsync(long loadId, bool isDryRun, CancellationToken cancellationToken) => client.PostAsync(
        $"loads/{loadId}/unload", JsonContent.Create(new UnloadBody(isDryRun), ApiJson.Default.UnloadBody), OperationsJson.Default.UnloadedLoad, cancellationToken);

    public Task<PreviewedLoad> PreviewAsync(string table, IReadOnlyList<ObjectName> files, CancellationToken cancellationToken) => client.PostAsync(
        "loads/preview",
        JsonContent.Create(new PreviewBody(table, [.. files.Select(file => file.ToString())]), ApiJson.Default.PreviewBody),
        OperationsJson.Default.PreviewedLoad,
        cancellationToken);

    public Task<CompactedTable> CompactAsync(string table, long targetBytes, CancellationToken cancellationToken) => client.PostAsync(
        $"tables/{Escaped(table)}/compact", JsonContent.Create(new CompactBody(targetBytes), ApiJson.Default.CompactBody), OperationsJson.Default.CompactedTable, cancellationToken);

    public Task<ReportedReconciliation> ReconcileAsync(string name, bool full, int limit, CancellationToken cancellationToken) => client.PostAsync(
        $"reconciliations/{Escaped(name)}/run",
        JsonContent.Create(new ReconcileBody(full, limit), ApiJson.Default.ReconcileBody),
        OperationsJson.Default.ReportedReconciliation,
        cancellationToken);

    public Task<IReadOnlyList<ListedTestResult>> TestAsync(TestOrder order, CancellationToken cancellationToken) => PostedItemsAsync(
        "tests/run", JsonContent.Create(order, ApiJson.Default.TestOrder), OperationsJson.Default.PageListedTestResult, cancellationToken);

    public Task<ReloadPage> ReloadAsync(ReloadSelection selection, CancellationToken cancellationToken) => client.PostAsync(
        "loads/reload", JsonContent.Create(selection, ApiJson.Default.ReloadSelection), OperationsJson.Default.ReloadPage, cancellationToken);

    public Task<BackfillProgress> BackfillAsync(BackfillOrder order, CancellationToken cancellationToken) => client.PostAsync(
        "backfill", JsonContent.Create(order, ApiJson.Default.BackfillOrder), OperationsJson.Default.BackfillProgress, cancellationToken);

    public Task<Page<ListedQuarantine>> ListQuarantineAsync(string? table, long? load, int limit, string? after, CancellationToken cancellationToken) => client.GetAsync(
        ApiClient.Url(
            "quarantine", ("table", table), ("load", load is { } number ? ApiClient.Text(number) : null), ("limit", ApiClient.Text(limit)), ("after", after)),
        OperationsJson.Default.PageListedQuarantine,
        cancellationToken);

    public Task<IReadOnlyList<ListedAlarm>> ListAlarmsAsync(CancellationToken cancellationToken) =>
        ItemsAsync("alarms", OperationsJson.Default.PageListedAlarm, cancellationToken);

    public Task<Page<ListedSchedule>> ListSchedulesAsync(int limit, string? after, CancellationToken cancellationToken) =>
        client.GetAsync(ApiClient.Url("schedules", ("limit", ApiClient.Text(limit)), ("after", after)), OperationsJson.Default.PageListedSchedule, cancellationToken);

    public Task<IReadOnlyList<ListedSchedule>> PauseSchedulesAsync(SchedulePause pause, CancellationToken cancellationToken) => PostedItemsAsync(
        $"schedules/{Escaped(pause.Name)}/{(pause.IsPaused ? "pause" : "resume")}", new ByteArrayContent([]), OperationsJson.Default.PageListedSchedule, cancellationToken);

    public Task<FiredSchedule> RunScheduleAsync(string name, CancellationToken cancellationToken) => client.PostAsync(
        $"schedules/{Escaped(name)}/run", new ByteArrayContent([]), OperationsJson.Default.FiredSchedule, cancellationToken);

    public Task<IReadOnlyList<ListedFunction>> ListFunctionsAsync(CancellationToken cancellationToken) =>
        ItemsAsync("functions", OperationsJson.Default.PageListedFunction, cancellationToken);

    public Task<BuiltFunction> BuildFunctionAsync(string name, CancellationToken cancellationToken) => client.PostAsync(
        $"functions/{Escaped(name)}/build", new ByteArrayContent([]), OperationsJson.Default.BuiltFunction, cancellationToken);

    public Task<InvokedFunction> InvokeFunctionAsync(string name, byte[] payload, CancellationToken cancellationToken) => client.PostAsync(
        $"functions/{Escaped(name)}/invoke", new ByteArrayContent(payload), OperationsJson.Default.InvokedFunction, cancellationToken);

    public async Task<QueryAnswer> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(HttpMethod.Post, ApiClient.Url("query", ("limit", ApiClient.Text(int.MaxValue))), new StringContent(sql, Encoding.UTF8), cancellationToken);
        return await QueryLines.ReadAsync(response, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ListedObject> PutOneAsync(ObjectName name, Stream content, CancellationToken cancellationToken)
    {
        var body = new StreamContent(content, 128 << 10);
        using var response = await client.SendAsync(HttpMethod.Put, UrlOf(name), body, cancellationToken);
        return await ApiClient.ReadAsync(response, OperationsJson.Default.ListedObject, cancellationToken);
    }

    private Task<IReadOnlyList<ListedObject>> PutBatchOfAsync(MemoryStream batch, CancellationToken cancellationToken)
    {
        var body = new ByteArrayContent(batch.GetBuffer(), 0, (int)batch.Length);
        body.Headers.ContentType = new MediaTypeHeaderValue(ObjectBatch.ContentType);
        return PostedItemsAsync("objects", body, OperationsJson.Default.PageListedObject, cancellationToken);
    }

    private async Task<IReadOnlyList<T>> ItemsAsync<T>(string url, JsonTypeInfo<Page<T>> type, CancellationToken cancellationToken) =>
        (await client.GetAsync(url, type, cancellationToken)).Items;

    private async Task<IReadOnlyList<T>> PostedItemsAsync<T>(string url, HttpContent body, JsonTypeInfo<Page<T>> type, CancellationToken cancellationToken) =>
        (await client.PostAsync(url, body, type, cancellationToken)).Items;

    private static string Escaped(string name) => Uri.EscapeDataString(name);

    private static string UrlOf(ObjectName name) => ApiClient.Url("object", ("bucket", name.Bucket), ("key", name.Key));
}
