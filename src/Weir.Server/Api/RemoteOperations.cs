using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Weir.Buckets;
using Weir.Engine.Triggers;
using Weir.Failures;
using Weir.Runs;
using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>Operations of an environment that a running <c>weir up</c> has open, over its socket.</summary>
internal sealed class RemoteOperations : IOperations
{
    private readonly HttpClient _http;

    private RemoteOperations(HttpClient http) => _http = http;

    /// <summary>Connects to whoever listens on a socket.</summary>
    /// <returns>Nothing when nobody does, as after a server was killed.</returns>
    public static async Task<RemoteOperations?> ConnectAsync(string socketPath, CancellationToken cancellationToken)
    {
        try
        {
            // A connection that nobody accepts is refused at once, so trying is the test.
            (await DialAsync(socketPath, cancellationToken)).Dispose();
        }
        catch (SocketException)
        {
            return null;
        }

        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
                new NetworkStream(await DialAsync(socketPath, token), ownsSocket: true),
            UseProxy = false,
            UseCookies = false,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        };
        return new RemoteOperations(new HttpClient(handler)
        {
            BaseAddress = new Uri("http://weir/api/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
        });
    }

    public Task<EnvironmentStatus> StatusAsync(CancellationToken cancellationToken) =>
        GetAsync("status", OperationsJson.Default.EnvironmentStatus, cancellationToken);

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
        var response = await SendAsync(HttpMethod.Get, UrlOf(name), null, cancellationToken);
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
        string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken) => GetAsync(
        Url("objects", ("bucket", bucket), ("prefix", prefix), ("after", after), ("limit", Text(limit))),
        OperationsJson.Default.IReadOnlyListListedObject,
        cancellationToken);

    public async Task<int> RemoveAsync(IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        var removal = JsonContent.Create(new Removal([.. names.Select(name => name.ToString())]), ApiJson.Default.Removal);
        return (await PostAsync("objects/remove", removal, ApiJson.Default.Counted, cancellationToken)).Count;
    }

    public Task<ListedDataset> CreateDatasetAsync(DatasetOrder order, CancellationToken cancellationToken) => PostAsync(
        "datasets", JsonContent.Create(order, ApiJson.Default.DatasetOrder), OperationsJson.Default.ListedDataset, cancellationToken);

    public Task<ListedExport> ExportAsync(ExportOrder order, CancellationToken cancellationToken) => PostAsync(
        "exports", JsonContent.Create(order, ApiJson.Default.ExportOrder), OperationsJson.Default.ListedExport, cancellationToken);

    public Task<IReadOnlyList<ListedDataset>> ListDatasetsAsync(string root, int limit, CancellationToken cancellationToken) => GetAsync(
        Url("datasets", ("root", root), ("limit", Text(limit))), OperationsJson.Default.IReadOnlyListListedDataset, cancellationToken);

    public Task<IReadOnlyList<ListedDataset>> DeleteDatasetsAsync(DatasetRemoval removal, CancellationToken cancellationToken) => PostAsync(
        "datasets/remove",
        JsonContent.Create(removal, ApiJson.Default.DatasetRemoval),
        OperationsJson.Default.IReadOnlyListListedDataset,
        cancellationToken);

    public Task<IReadOnlyList<ListedEvent>> ListEventsAsync(int limit, long? before, CancellationToken cancellationToken) => GetAsync(
        Url("events", ("limit", Text(limit)), ("before", before is { } position ? Text(position) : null)),
        OperationsJson.Default.IReadOnlyListListedEvent,
        cancellationToken);

    public Task<IReadOnlyList<ListedDeadLetter>> ListDeadLettersAsync(int limit, CancellationToken cancellationToken) => GetAsync(
        Url("dead-letters", ("limit", Text(limit))), OperationsJson.Default.IReadOnlyListListedDeadLetter, cancellationToken);

    public async Task<int> RedriveAsync(IReadOnlyList<long>? ids, CancellationToken cancellationToken)
    {
        var redrive = JsonContent.Create(new Redrive(ids), ApiJson.Default.Redrive);
        return (await PostAsync("dead-letters/redrive", redrive, ApiJson.Default.Counted, cancellationToken)).Count;
    }

    public Task<IReadOnlyList<ListedRun>> ListRunsAsync(int limit, CancellationToken cancellationToken) => GetAsync(
        Url("runs", ("limit", Text(limit))), OperationsJson.Default.IReadOnlyListListedRun, cancellationToken);

    public Task<ShownRun> ShowRunAsync(RunId id, CancellationToken cancellationToken) =>
        GetAsync(Url("runs/show", ("id", id.ToString())), OperationsJson.Default.ShownRun, cancellationToken);

    public async IAsyncEnumerable<FollowedLog> FollowAsync(FollowOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var url = Url(
            "runs/logs",
            ("id", order.Run.ToString()),
            ("step", order.Step),
            ("after", Text(order.After)),
            ("tail", order.Tail is { } tail ? Text(tail) : null),
            ("follow", order.Waits ? "true" : "false"));
        using var response = await SendAsync(HttpMethod.Get, url, null, cancellationToken);
        using var lines = new StreamReader(new WatchedStream(await response.Content.ReadAsStreamAsync(cancellationToken)));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize(line, OperationsJson.Default.FollowedLog) ?? throw Lost.Connection(null);
        }
    }

    public Task<RequestedRun> RequestRunAsync(RunOrder order, CancellationToken cancellationToken) => PostAsync(
        "runs", JsonContent.Create(order, ApiJson.Default.RunOrder), OperationsJson.Default.RequestedRun, cancellationToken);

    public Task<IReadOnlyList<ListedApproval>> ListApprovalsAsync(CancellationToken cancellationToken) =>
        GetAsync("approvals", OperationsJson.Default.IReadOnlyListListedApproval, cancellationToken);

    public Task<ListedRun> SayAsync(RunWord word, CancellationToken cancellationToken) => PostAsync(
        "runs/say", JsonContent.Create(word, ApiJson.Default.RunWord), OperationsJson.Default.ListedRun, cancellationToken);

    public Task<RepeatedRun> RerunAsync(RerunOrder order, CancellationToken cancellationToken) => PostAsync(
        "runs/rerun", JsonContent.Create(order, ApiJson.Default.RerunOrder), OperationsJson.Default.RepeatedRun, cancellationToken);

    public Task<PublishedMessage> PublishAsync(MessageOrder order, CancellationToken cancellationToken) => PostAsync(
        "messages", JsonContent.Create(order, ApiJson.Default.MessageOrder), OperationsJson.Default.PublishedMessage, cancellationToken);

    public Task<IReadOnlyList<ListedLoad>> ListLoadsAsync(string? table, int limit, CancellationToken cancellationToken) => GetAsync(
        Url("loads", ("table", table), ("limit", Text(limit))), OperationsJson.Default.IReadOnlyListListedLoad, cancellationToken);

    public Task<UnloadedLoad> UnloadAsync(long loadId, bool isDryRun, CancellationToken cancellationToken) => PostAsync(
        "loads/unload", JsonContent.Create(new Unload(loadId, isDryRun), ApiJson.Default.Unload), OperationsJson.Default.UnloadedLoad, cancellationToken);

    public Task<PreviewedLoad> PreviewAsync(string table, IReadOnlyList<ObjectName> files, CancellationToken cancellationToken) => PostAsync(
        "loads/preview",
        JsonContent.Create(new PreviewCall(table, [.. files.Select(file => file.ToString())]), ApiJson.Default.PreviewCall),
        OperationsJson.Default.PreviewedLoad,
        cancellationToken);

    public Task<CompactedTable> CompactAsync(string table, long targetBytes, CancellationToken cancellationToken) => PostAsync(
        "tables/compact", JsonContent.Create(new Compact(table, targetBytes), ApiJson.Default.Compact), OperationsJson.Default.CompactedTable, cancellationToken);

    public Task<ReportedReconciliation> ReconcileAsync(string name, bool full, int limit, CancellationToken cancellationToken) => PostAsync(
        "reconciliations/run",
        JsonContent.Create(new Reconcile(name, full, limit), ApiJson.Default.Reconcile),
        OperationsJson.Default.ReportedReconciliation,
        cancellationToken);

    public Task<IReadOnlyList<ListedTestResult>> TestAsync(TestOrder order, CancellationToken cancellationToken) => PostAsync(
        "tests/run",
        JsonContent.Create(order, ApiJson.Default.TestOrder),
        OperationsJson.Default.IReadOnlyListListedTestResult,
        cancellationToken);

    public Task<ReloadPage> ReloadAsync(ReloadSelection selection, CancellationToken cancellationToken) => PostAsync(
        "loads/reload", JsonContent.Create(selection, ApiJson.Default.ReloadSelection), OperationsJson.Default.ReloadPage, cancellationToken);

    public Task<BackfillProgress> BackfillAsync(BackfillOrder order, CancellationToken cancellationToken) => PostAsync(
        "backfill", JsonContent.Create(order, ApiJson.Default.BackfillOrder), OperationsJson.Default.BackfillProgress, cancellationToken);

    public Task<IReadOnlyList<ListedQuarantine>> ListQuarantineAsync(
        string table, int limit, CancellationToken cancellationToken) => GetAsync(
        Url("quarantine", ("table", table), ("limit", Text(limit))),
        OperationsJson.Default.IReadOnlyListListedQuarantine,
        cancellationToken);

    public Task<IReadOnlyList<ListedAlarm>> ListAlarmsAsync(CancellationToken cancellationToken) =>
        GetAsync("alarms", OperationsJson.Default.IReadOnlyListListedAlarm, cancellationToken);

    public Task<IReadOnlyList<ListedSchedule>> ListSchedulesAsync(int limit, CancellationToken cancellationToken) =>
        GetAsync(Url("schedules", ("limit", Text(limit))), OperationsJson.Default.IReadOnlyListListedSchedule, cancellationToken);

    public Task<IReadOnlyList<ListedSchedule>> PauseSchedulesAsync(SchedulePause pause, CancellationToken cancellationToken) => PostAsync(
        "schedules/pause", JsonContent.Create(pause, ApiJson.Default.SchedulePause), OperationsJson.Default.IReadOnlyListListedSchedule, cancellationToken);

    public Task<IReadOnlyList<ListedFunction>> ListFunctionsAsync(CancellationToken cancellationToken) =>
        GetAsync("functions", OperationsJson.Default.IReadOnlyListListedFunction, cancellationToken);

    public Task<BuiltFunction> BuildFunctionAsync(string name, CancellationToken cancellationToken) => PostAsync(
        Url("functions/build", ("name", name)), new ByteArrayContent([]), OperationsJson.Default.BuiltFunction, cancellationToken);

    public Task<InvokedFunction> InvokeFunctionAsync(string name, byte[] payload, CancellationToken cancellationToken) => PostAsync(
        Url("functions/invoke", ("name", name)), new ByteArrayContent(payload), OperationsJson.Default.InvokedFunction, cancellationToken);

    public async Task<QueryAnswer> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        var response = await SendAsync(HttpMethod.Post, "query", new StringContent(sql, Encoding.UTF8), cancellationToken);
        return await QueryLines.ReadAsync(response, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<Socket> DialAsync(string socketPath, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<ListedObject> PutOneAsync(ObjectName name, Stream content, CancellationToken cancellationToken)
    {
        var body = new StreamContent(content, 128 << 10);
        using var response = await SendAsync(HttpMethod.Put, UrlOf(name), body, cancellationToken);
        return (await ReadAsync(response, OperationsJson.Default.IReadOnlyListListedObject, cancellationToken))[0];
    }

    private Task<IReadOnlyList<ListedObject>> PutBatchOfAsync(MemoryStream batch, CancellationToken cancellationToken)
    {
        var body = new ByteArrayContent(batch.GetBuffer(), 0, (int)batch.Length);
        body.Headers.ContentType = new MediaTypeHeaderValue(ObjectBatch.ContentType);
        return PostAsync("objects", body, OperationsJson.Default.IReadOnlyListListedObject, cancellationToken);
    }

    private async Task<T> GetAsync<T>(string url, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, url, null, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    private async Task<T> PostAsync<T>(string url, HttpContent body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, url, body, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw Lost.Connection(null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Lost.Connection(error);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string url, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body };
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await FailureOfAsync(response, cancellationToken);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Lost.Connection(error);
        }
    }

    private static async Task<WeirException> FailureOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType == Problem.ContentType
            && await response.Content.ReadFromJsonAsync(ApiJson.Default.Problem, cancellationToken) is { } problem)
        {
            return problem.ToException();
        }

        return new RefusedException(new Failure(
            "WEIR7002",
            $"The running weir does not know {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}.",
            "Use the same version of weir on both sides: restart 'weir up'."));
    }

    private static string UrlOf(ObjectName name) => Url("object", ("bucket", name.Bucket), ("key", name.Key));

    private static string Url(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var url = new StringBuilder(path);
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                url.Append(url.Length == path.Length ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return url.ToString();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
