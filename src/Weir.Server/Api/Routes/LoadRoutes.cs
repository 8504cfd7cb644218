using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Engine.Warehouses.Catalog;
using Weir.Loads;
using Weir.Server.Access;
using Weir.Server.Api.Calls;
using Weir.Server.Operations;

namespace Weir.Server.Api.Routes;

/// <summary>Loads, and the rows that were refused.</summary>
internal sealed class LoadRoutes(IOperations operations)
{
    private const string Subject = "Loads";
    private const long UsualFile = 128 << 20;

    private static readonly Parameter<string> InTable = Ask.Text("table", "Only of this table.");
    private static readonly Parameter<string> Status = Ask.Choice("status", "Only loads that ended so.", [.. LoadStatusNames.All]);
    private static readonly Parameter<string> File = Ask.Text("file", "Only of files whose bucket and key hold this text.");
    private static readonly Parameter<long> OfLoad = Ask.Number("load", "Only of this load.");
    private static readonly Parameter<string> Name = Ask.Text("name", "The table.", isRequired: true);
    private static readonly Parameter<long> Id = Ask.Number("id", "The load.", isRequired: true);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapCall(
            "GET",
            "/loads",
            Role.Viewer,
            new ApiCall("list_loads", Subject, "Lists what became of files in loads, the newest first.") { Asks = [InTable, Status, File, Ask.After, Ask.Limit], Answer = OperationsJson.Default.PageListedLoad, Fails = [404] },
            ListAsync);
        api.MapCall(
            "POST",
            "/loads/{id}/unload",
            Role.Operator,
            new ApiCall("unload", Subject, "Takes exactly the rows that a load published out of its table, or says what that would change.")
            {
                Asks = [Id],
                Body = ApiJson.Default.UnloadBody,
                IsBodyOptional = true,
                Answer = OperationsJson.Default.UnloadedLoad,
                Fails = [404, 409],
            },
            UnloadAsync);
        api.MapCall(
            "POST",
            "/loads/preview",
            Role.Operator,
            new ApiCall("preview_load", Subject, "Says what loading files into a table would change, and changes nothing.")
            {
                Remarks = "Other loads wait meanwhile.",
                Body = ApiJson.Default.PreviewBody,
                Answer = OperationsJson.Default.PreviewedLoad,
                Fails = [404, 422],
            },
            PreviewAsync);
        api.MapCall(
            "POST",
            "/loads/reload",
            Role.Operator,
            new ApiCall("reload", Subject, "Has tables load files once more that do not stand in them: one page of those that are selected.")
            {
                Body = ApiJson.Default.ReloadSelection,
                Answer = OperationsJson.Default.ReloadPage,
                Fails = [404, 409, 422],
            },
            ReloadAsync);
        api.MapCall(
            "POST",
            "/backfill",
            Role.Operator,
            new ApiCall("backfill", Subject, "Sends the next page of a range of files to a table or a pipeline.") { Body = ApiJson.Default.BackfillOrder, Answer = OperationsJson.Default.BackfillProgress, Fails = [404] },
            BackfillAsync);
        api.MapCall(
            "POST",
            "/tables/{name}/compact",
            Role.Operator,
            new ApiCall("compact_table", Subject, "Merges some of the small files of a table: one step of several.")
            {
                Asks = [Name],
                Body = ApiJson.Default.CompactBody,
                IsBodyOptional = true,
                Answer = OperationsJson.Default.CompactedTable,
                Fails = [404, 409],
            },
            CompactAsync);
        api.MapCall(
            "GET",
            "/quarantine",
            Role.Viewer,
            new ApiCall("list_quarantine", Subject, "Lists rows that were refused, with their text and the reason; those of the newest load first.") { Asks = [InTable, OfLoad, Ask.After, Ask.Limit], Answer = OperationsJson.Default.PageListedQuarantine, Fails = [404] },
            ListQuarantineAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var filter = new LoadFilter
        {
            Table = InTable.TryGet(http, out var table) ? table : null,
            Status = Status.TryGet(http, out var status) ? status : null,
            File = File.TryGet(http, out var file) ? file : null,
            Before = Exchange.NumberAfter(http),
            Limit = Exchange.LimitOf(http),
        };
        await Exchange.AnswerAsync(http, await operations.ListLoadsAsync(filter, http.RequestAborted), OperationsJson.Default.PageListedLoad);
    }

    private async Task UnloadAsync(HttpContext http)
    {
        var body = await Exchange.BodyAsync(http, ApiJson.Default.UnloadBody);
        await Exchange.AnswerAsync(http, await operations.UnloadAsync(Id.Get(http), body.DryRun, http.RequestAborted), OperationsJson.Default.UnloadedLoad);
    }

    private async Task PreviewAsync(HttpContext http)
    {
        var body = await Exchange.BodyAsync(http, ApiJson.Default.PreviewBody);
        await Exchange.AnswerAsync(
            http, await operations.PreviewAsync(body.Table, [.. body.Files.Select(NamedObject.Of)], http.RequestAborted), OperationsJson.Default.PreviewedLoad);
    }

    private async Task ReloadAsync(HttpContext http)
    {
        var selection = await Exchange.BodyAsync(http, ApiJson.Default.ReloadSelection);
        await Exchange.AnswerAsync(http, await operations.ReloadAsync(selection, http.RequestAborted), OperationsJson.Default.ReloadPage);
    }

    private async Task BackfillAsync(HttpContext http)
    {
        var order = await Exchange.BodyAsync(http, ApiJson.Default.BackfillOrder);
        await Exchange.AnswerAsync(http, await operations.BackfillAsync(order, http.RequestAborted), OperationsJson.Default.BackfillProgress);
    }

    private async Task CompactAsync(HttpContext http)
    {
        var body = await Exchange.BodyAsync(http, ApiJson.Default.CompactBody);
        await Exchange.AnswerAsync(http, await operations.CompactAsync(Name.Get(http), body.TargetBytes ?? UsualFile, http.RequestAborted), OperationsJson.Default.CompactedTable);
    }

    private async Task ListQuarantineAsync(HttpContext http) => await Exchange.AnswerAsync(
        http,
        await operations.ListQuarantineAsync(
            InTable.TryGet(http, out var table) ? table : null,
            OfLoad.TryGet(http, out var load) ? load : null,
            Exchange.LimitOf(http),
            Exchange.AfterOf(http),
            http.RequestAborted),
        OperationsJson.Default.PageListedQuarantine);
}
