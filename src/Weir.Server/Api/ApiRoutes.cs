using System.Globalization;
using System.Text.Json.Serialization.Metadata;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Buckets;
using Weir.Engine.Triggers;
using Weir.Failures;
using Weir.Runs;
using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>Operations under <c>/api/v1</c>. Keys travel in the query string, where no one normalises them.</summary>
internal sealed class ApiRoutes(IOperations operations)
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 10_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        api.MapGet("/status", StatusAsync);
        api.MapGet("/objects", ListObjectsAsync);
        api.MapPost("/objects", PutBatchAsync);
        api.MapPost("/objects/remove", RemoveAsync);
        api.MapGet("/object", GetObjectAsync);
        api.MapPut("/object", PutObjectAsync);
        api.MapGet("/datasets", ListDatasetsAsync);
        api.MapPost("/datasets", CreateDatasetAsync);
        api.MapPost("/datasets/remove", DeleteDatasetsAsync);
        api.MapPost("/exports", ExportAsync);
        api.MapGet("/events", ListEventsAsync);
        api.MapGet("/dead-letters", ListDeadLettersAsync);
        api.MapPost("/dead-letters/redrive", RedriveAsync);
        api.MapGet("/runs", ListRunsAsync);
        api.MapGet("/runs/show", ShowRunAsync);
        api.MapGet("/runs/logs", FollowAsync);
        api.MapPost("/runs", RequestRunAsync);
        api.MapPost("/runs/say", SayAsync);
        api.MapPost("/runs/rerun", RerunAsync);
        api.MapGet("/approvals", ListApprovalsAsync);
        api.MapPost("/messages", PublishAsync);
        api.MapGet("/loads", ListLoadsAsync);
        api.MapPost("/loads/unload", UnloadAsync);
        api.MapPost("/tables/compact", CompactAsync);
        api.MapPost("/loads/preview", PreviewAsync);
        api.MapPost("/backfill", BackfillAsync);
        api.MapPost("/reconciliations/run", ReconcileAsync);
        api.MapPost("/tests/run", TestAsync);
        api.MapPost("/loads/reload", ReloadAsync);
        api.MapGet("/quarantine", ListQuarantineAsync);
        api.MapGet("/alarms", ListAlarmsAsync);
        api.MapGet("/schedules", ListSchedulesAsync);
        api.MapPost("/schedules/pause", PauseSchedulesAsync);
        api.MapGet("/functions", ListFunctionsAsync);
        api.MapPost("/functions/build", BuildFunctionAsync);
        api.MapPost("/functions/invoke", InvokeFunctionAsync);
        api.MapPost("/query", QueryAsync);
    }

    private async Task StatusAsync(HttpContext http) =>
        await AnswerAsync(http, await operations.StatusAsync(http.RequestAborted), OperationsJson.Default.EnvironmentStatus);

    private async Task ListObjectsAsync(HttpContext http)
    {
        var objects = await operations.ListObjectsAsync(
            Text(http, "bucket"), Optional(http, "prefix") ?? "", Optional(http, "after"), Limit(http), http.RequestAborted);
        await AnswerAsync(http, objects, OperationsJson.Default.IReadOnlyListListedObject);
    }

    private async Task PutBatchAsync(HttpContext http)
    {
        var batch = await ObjectBatch.ReadAsync(http.Request.Body, http.RequestAborted);
        var landed = await operations.PutAsync(
            [.. batch.Select(item => new Arrival(item.Name, () => new MemoryStream(item.Content)))], http.RequestAborted);
        await AnswerAsync(http, landed, OperationsJson.Default.IReadOnlyListListedObject);
    }

    private async Task PutObjectAsync(HttpContext http)
    {
        var landed = await operations.PutAsync([new Arrival(Name(http), () => http.Request.Body)], http.RequestAborted);
        await AnswerAsync(http, landed, OperationsJson.Default.IReadOnlyListListedObject);
    }

    private async Task GetObjectAsync(HttpContext http)
    {
        await using var found = await operations.OpenAsync(Name(http), http.RequestAborted);
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = found.About.Size;
        http.Response.Headers.ETag = $"\"{found.About.Etag}\"";
        http.Response.Headers.LastModified = found.About.LandedAt.ToString("R", CultureInfo.InvariantCulture);
        http.Response.Headers["weir-key"] = Uri.EscapeDataString(found.About.Key);
        http.Response.Headers["weir-version"] = found.About.Version.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["weir-landed-at"] = found.About.LandedAt.ToString("O", CultureInfo.InvariantCulture);
        await found.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private async Task RemoveAsync(HttpContext http)
    {
        var removal = await BodyAsync(http, ApiJson.Default.Removal);
        var count = await operations.RemoveAsync([.. removal.Names.Select(NameOf)], http.RequestAborted);
        await AnswerAsync(http, new Counted(count), ApiJson.Default.Counted);
    }

    private async Task ListDatasetsAsync(HttpContext http) => await AnswerAsync(
        http,
        await operations.ListDatasetsAsync(Text(http, "root"), Limit(http), http.RequestAborted),
        OperationsJson.Default.IReadOnlyListListedDataset);

    private async Task CreateDatasetAsync(HttpContext http)
    {
        var order = await BodyAsync(http, ApiJson.Default.DatasetOrder);
        await AnswerAsync(http, await operations.CreateDatasetAsync(order, http.RequestAborted), OperationsJson.Default.ListedDataset);
    }

    private async Task ExportAsync(HttpContext http)
    {
        var order = await BodyAsync(http, ApiJson.Default.ExportOrder);
        await AnswerAsync(http, await operations.ExportAsync(order, http.RequestAborted), OperationsJson.Default.ListedExport);
    }

    private async Task DeleteDatasetsAsync(HttpContext http)
    {
        var removal = await BodyAsync(http, ApiJson.Default.DatasetRemoval);
        await AnswerAsync(
            http, await operations.DeleteDatasetsAsync(removal, http.RequestAborted), OperationsJson.Default.IReadOnlyListListedDataset);
    }

    private static ObjectName NameOf(string name) =>
        name.Split('/', 2) is [var bucket, var key] ? new ObjectName(bucket, key) : throw Wrong($"'{name}' is not BUCKET/KEY.");

    private async Task ListEventsAsync(HttpContext http) => await AnswerAsync(
        http,
        await operations.ListEventsAsync(
            Limit(http), Optional(http, "before") is { } before ? Number(before, "before") : null, http.RequestAborted),
        OperationsJson.Default.IReadOnlyListListedEvent);

    private async Task ListDeadLettersAsync(HttpContext http) => await AnswerAsync(
        http,
        await operations.ListDeadLettersAsync(Limit(http), http.RequestAborted),
        OperationsJson.Default.IReadOnlyListListedDeadLetter);

    private async Task RedriveAsync(HttpContext http)
    {
        var redrive = await BodyAsync(http, ApiJson.Default.Redrive);
        var count = await operations.RedriveAsync(redrive.Ids, http.RequestAborted);
        await AnswerAsync(http, new Counted(count), ApiJson.Default.Counted);
    }

    private async Task ListRunsAsync(HttpContext http) => await AnswerAsync(
        http,
        await operations.ListRunsAsync(Limit(http), http.RequestAborted),
        OperationsJson.Default.IReadOnlyListListedRun);

    private async Task ShowRunAsync(HttpContext http) =>
        await AnswerAsync(http, await operations.ShowRunAsync(RunOf(http), http.RequestAborted), OperationsJson.Default.ShownRun);

    private async Task FollowAsync(HttpContext http)
    {
        var order = new FollowOrder(RunOf(http))
        {
            Step = Optional(http, "step"),
            After = Optional(http, "after") is { } after ? (int)Math.Min(Number(after, "after"), int.MaxValue) : 0,
            Tail = Optional(http, "tail") is { } tail ? (int)Math.Min(Number(tail, "tail"), int.MaxValue) : null,
            Waits = Optional(http, "follow") == "true",
        };
        await LogStream.WriteAsync(order, operations, http);
    }

    private static RunId RunOf(HttpContext http) =>
        RunId.TryParse(Text(http, "id"), out var parsed) ? parsed : throw Wrong($"'{Text(http, "id")}' is no run.");

    private async Task RequestRunAsync(HttpContext http)
    {
        var order = await BodyAsync(http, ApiJson.Default.RunOrder);
        await AnswerAsync(http, await operations.RequestRunAsync(order, http.RequestAborted), OperationsJson.Default.RequestedRun);
    }

    private async Task SayAsync(HttpContext http)
    {
        var word = await BodyAsync(http, ApiJson.Default.RunWord);
        await AnswerAsync(http, await operations.SayAsync(word, http.RequestAborted), OperationsJson.Default.ListedRun);
    }

    private async Task RerunAsync(HttpContext http)
    {
        var order = await BodyAsync(http, ApiJson.Default.RerunOrder);
        await AnswerAsync(http, await operations.RerunAsync(order, http.RequestAborted), OperationsJson.Default.RepeatedRun);
    }

    private async Task ListApprovalsAsync(HttpContext http) => await AnswerAsync(
        http, await operations.ListApprovalsAsync(http.RequestAborted), OperationsJson.Default.IReadOnlyListListedApproval);

    private async Task PublishAsync(HttpContext http)
    {
        var order = await BodyAsync(http, ApiJson.Default.MessageOrder);
        await AnswerAsync(http, await operations.PublishAsync(order, http.RequestAborted), OperationsJson.Default.PublishedMessage);
    }

    private async Task ListLoadsAsync(HttpContext http) => await AnswerAsync(
        http,
        await operations.ListLoadsAsync(Optional(http, "table"), Limit(http), http.RequestAborted),
        OperationsJson.Default.IReadOnlyListListedLoad);

    private async Task UnloadAsync(HttpContext http)
    {
        var unload = await BodyAsync(http, ApiJson.Default.Unload);
        await AnswerAsync(http, await operations.UnloadAsync(unload.LoadId, unload.IsDryRun, http.RequestAborted), OperationsJson.Default.UnloadedLoad);
    }

    private async Task PreviewAsync(HttpContext http)
    {
        var call = await BodyAsync(http, ApiJson.Default.PreviewCall);
        await AnswerAsync(
            http,
            await operations.PreviewAsync(call.Table, [.. call.Files.Select(NameOf)], http.RequestAborted),
            OperationsJson.Default.PreviewedLoad);
    }

    private async Task CompactAsync(HttpContext http)
    {
        var compact = await BodyAsync(http, ApiJson.Default.Compact);
        var done = await operations.CompactAsync(compact.Table, compact.TargetBytes, http.RequestAborted);
        await AnswerAsync(http, done, OperationsJson.Default.CompactedTable);
    }

    private async Task ReconcileAsync(HttpContext http)
    {
        var reconcile = await BodyAsync(http, ApiJson.Default.Reconcile);
        await AnswerAsync(
            http,
            await operations.ReconcileAsync(reconcile.Name, reconcile.Full, reconcile.Limit, http.RequestAborted),
            OperationsJson.Default.ReportedReconciliation);
    }

    private async Task TestAsync(HttpContext http)
    {
        var order = await BodyAsync(http, ApiJson.Default.TestOrder);
        await AnswerAsync(http, await operations.TestAsync(order, http.RequestAborted), OperationsJson.Default.IReadOnlyListListedTestResult);
    }

    private async Task ReloadAsync(HttpContext http)
    {
        var selection = await BodyAsync(http, ApiJson.Default.ReloadSelection);
        await AnswerAsync(http, await operations.ReloadAsync(selection, http.RequestAborted), OperationsJson.Default.ReloadPage);
    }

    private async Task BackfillAsync(HttpContext http)
    {
        var order = await BodyAsync(http, ApiJson.Default.BackfillOrder);
        await AnswerAsync(http, await operations.BackfillAsync(order, http.RequestAborted), OperationsJson.Default.BackfillProgress);
    }

    private async Task ListQuarantineAsync(HttpContext http) => await AnswerAsync(
        http,
        await operations.ListQuarantineAsync(Text(http, "table"), Limit(http), http.RequestAborted),
        OperationsJson.Default.IReadOnlyListListedQuarantine);

    private async Task ListAlarmsAsync(HttpContext http) => await AnswerAsync(
        http, await operations.ListAlarmsAsync(http.RequestAborted), OperationsJson.Default.IReadOnlyListListedAlarm);

    private async Task ListSchedulesAsync(HttpContext http) => await AnswerAsync(
        http, await operations.ListSchedulesAsync(Limit(http), http.RequestAborted), OperationsJson.Default.IReadOnlyListListedSchedule);

    private async Task PauseSchedulesAsync(HttpContext http)
    {
        var pause = await BodyAsync(http, ApiJson.Default.SchedulePause);
        await AnswerAsync(http, await operations.PauseSchedulesAsync(pause, http.RequestAborted), OperationsJson.Default.IReadOnlyListListedSchedule);
    }

    private async Task ListFunctionsAsync(HttpContext http) => await AnswerAsync(
        http, await operations.ListFunctionsAsync(http.RequestAborted), OperationsJson.Default.IReadOnlyListListedFunction);

    private async Task BuildFunctionAsync(HttpContext http) => await AnswerAsync(
        http, await operations.BuildFunctionAsync(Text(http, "name"), http.RequestAborted), OperationsJson.Default.BuiltFunction);

    private async Task InvokeFunctionAsync(HttpContext http)
    {
        using var payload = new MemoryStream();
        await http.Request.Body.CopyToAsync(payload, http.RequestAborted);
        await AnswerAsync(
            http,
            await operations.InvokeFunctionAsync(Text(http, "name"), payload.ToArray(), http.RequestAborted),
            OperationsJson.Default.InvokedFunction);
    }

    private async Task QueryAsync(HttpContext http)
    {
        using var text = new StreamReader(http.Request.Body);
        await QueryStream.WriteAsync(
            await operations.QueryAsync(await text.ReadToEndAsync(http.RequestAborted), http.RequestAborted),
            http.Response,
            http.RequestAborted);
    }

    private static Task AnswerAsync<T>(HttpContext http, T answer, JsonTypeInfo<T> type) =>
        http.Response.WriteAsJsonAsync(answer, type, cancellationToken: http.RequestAborted);

    private static async Task<T> BodyAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await http.Request.ReadFromJsonAsync(type, http.RequestAborted) ?? throw Wrong("The body is empty.");
        }
        catch (System.Text.Json.JsonException error)
        {
            throw Wrong($"The body is not the JSON that {http.Request.Path} takes: {error.Message}");
        }
    }

    private static ObjectName Name(HttpContext http) => new(Text(http, "bucket"), Text(http, "key"));

    private static string Text(HttpContext http, string name) =>
        Optional(http, name) ?? throw Wrong($"The request lacks '{name}'.");

    private static string? Optional(HttpContext http, string name) =>
        http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    private static int Limit(HttpContext http) => Optional(http, "limit") is { } limit
        ? (int)Math.Clamp(Number(limit, "limit"), 1, LargestLimit)
        : DefaultLimit;

    private static long Number(string text, string name) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong($"'{name}' must be a number, not '{text}'.");

    private static RefusedException Wrong(string what) => new(new Failure(
        "WEIR7002", what, "Use the same version of weir on both sides; 'weir --version' shows it."));
}
