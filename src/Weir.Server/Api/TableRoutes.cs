using System.Text.Json.Serialization.Metadata;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Buckets;
using Weir.Server.Access;
using Weir.Server.Api.Calls;
using Weir.Server.Operations;
using Weir.Server.Operations.Tables;
using Weir.Server.Web;

namespace Weir.Server.Api;

/// <summary>What people see of data, under <c>/api/v1</c>: rows, loads, refused rows, reconciliations, datasets and uploads.</summary>
internal sealed class TableRoutes(DataOperations data) : IWebPart
{
    private const string Tables = "Tables";
    private const string Loads = "Loads";
    private const string Checks = "Reconciliations";
    private const string Sets = "Datasets";
    private const string Objects = "Objects";

    private static readonly Parameter<string> Table = Ask.Text("table", "The table.", isRequired: true);
    private static readonly Parameter<string> OnlyTable = Ask.Text("table", "Only of this table.");
    private static readonly Parameter<long> Load = Ask.Number("id", "The load, by its number.", isRequired: true);
    private static readonly Parameter<string> Span = Ask.Choice("span", "How far back: a day and a week by hour, a month and a year by day. A week when it is not given.", "day", "week", "month", "year");
    private static readonly Parameter<string> Name = Ask.Text("name", "The reconciliation.", isRequired: true);
    private static readonly Parameter<long> Comparison = Ask.Number("id", "The comparison, by its number.", isRequired: true);
    private static readonly Parameter<string> Root = Ask.Text("root", "Where: `bucket` or `bucket/prefix`.", isRequired: true);
    private static readonly Parameter<string> Dataset = Ask.Text("name", "The dataset, such as 20260131_080500_utc.", isRequired: true);
    private static readonly Parameter<string> Bucket = Ask.Text("bucket", "The bucket.", isRequired: true);
    private static readonly Parameter<string> Key = Ask.Text("key", "The object's key.", isRequired: true);
    private static readonly Parameter<string> NewKey = Ask.Text("key", "The key under which the body lands, when it is no form.");
    private static readonly Parameter<string> Prefix = Ask.Text("prefix", "The folder in which the files of a form land.");
    private static readonly Parameter<long> Version = Ask.Number("version", "The version that landed; the one that is there now when it is not given.");

    public void AddServices(IServiceCollection services)
    {
        // It needs nothing that is not handed to it.
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        Get(api, "/tables/{table}/rows", "list_rows", Tables, "Lists rows of a table as they stand in it. `_weir_load_id` names the load that brought a row.", [Table, Ask.After, Ask.Limit], DataJson.Default.TableRows, http => data.Loads.ListRowsAsync(Table.Get(http), Exchange.AfterOf(http), Exchange.LimitOf(http), http.RequestAborted), 404, 409);
        Get(api, "/loads/series", "sum_loads", Tables, "Says how many rows were loaded and refused over time.", [OnlyTable, Span], DataJson.Default.LoadSeries, http => data.Loads.SumLoadsAsync(Optional(OnlyTable, http), Enum.Parse<LoadSpan>(Span.Get(http, "week"), ignoreCase: true), http.RequestAborted));
        Get(api, "/loads/{id}", "show_load", Loads, "Shows where the rows of a load came from: its file and the run that wrote it.", [Load], DataJson.Default.ShownLoad, http => data.Loads.ShowLoadAsync(Load.Get(http), http.RequestAborted), 404);
        Get(api, "/reconciliations", "list_reconciliations", Checks, "Lists the reconciliations with what they found last.", [], DataJson.Default.PageListedReconciliation, async http => new Page<Operations.Reconciliations.ListedReconciliation>(await data.Reconciliations.ListAsync(http.RequestAborted), null));
        Get(api, "/reconciliations/{name}", "show_reconciliation", Checks, "Shows one reconciliation.", [Name], DataJson.Default.ListedReconciliation, http => data.Reconciliations.ShowAsync(Name.Get(http), http.RequestAborted), 404);
        Get(api, "/reconciliations/{name}/history", "list_comparisons", Checks, "Lists what a reconciliation found each time, the newest first.", [Name, Ask.After, Ask.Limit], DataJson.Default.PageKeptReconciliation, http => data.Reconciliations.HistoryAsync(Name.Get(http), Exchange.AfterOf(http), Exchange.LimitOf(http), http.RequestAborted), 404);
        Get(api, "/comparisons/{id}/differences", "list_differences", Checks, "Lists the keys that differed at one comparison. They are kept for 30 days.", [Comparison, Ask.After, Ask.Limit], DataJson.Default.PageReportedDifference, http => data.Reconciliations.DifferencesAsync(Comparison.Get(http), Exchange.AfterOf(http), Exchange.LimitOf(http), http.RequestAborted));
        Get(api, "/datasets/roots", "list_dataset_roots", Sets, "Lists the places that have datasets, each with its newest.", [Ask.After, Ask.Limit], DataJson.Default.PageDatasetPlace, http => data.Datasets.ListPlacesAsync(Exchange.AfterOf(http), Exchange.LimitOf(http), http.RequestAborted));
        Get(api, "/datasets/contents", "list_dataset_contents", Sets, "Lists the objects of a dataset.", [Root, Dataset, Ask.After, Ask.Limit], DataJson.Default.PageListedObject, http => data.Datasets.ListContentsAsync(Root.Get(http), Dataset.Get(http), Exchange.AfterOf(http), Exchange.LimitOf(http), http.RequestAborted), 404, 422);
        Get(api, "/objects/trail", "follow_object", Objects, "Says what became of an object: who took it, the runs that it started, and what was loaded of it.", [Bucket, Key, Version], DataJson.Default.ObjectTrail, http => data.Trails.FollowAsync(new ObjectName(Bucket.Get(http), Key.Get(http)), Version.TryGet(http, out var version) ? version : null, http.RequestAborted), 404);
        MapUploads(api);
    }

    private void MapUploads(RouteGroupBuilder api)
    {
        api.MapCall(
                "POST",
                "/buckets/{bucket}/upload",
                Role.Operator,
                new ApiCall("upload", Objects, "Lands the body as an object, or each file of a form (multipart/form-data), in any size.") { Asks = [Bucket, NewKey, Prefix], BodyType = ApiCall.Bytes, Answer = DataJson.Default.UploadedFiles, Fails = [404, 422] },
                async http => await Exchange.AnswerAsync(http, await data.Uploading.ReceiveAsync(http, (_, _) => { }, () => null, http.RequestAborted), DataJson.Default.UploadedFiles))
            .WithMetadata(new BodyLimit(null));
        api.MapCall(
                "POST",
                "/loads/{id}/mend",
                Role.Operator,
                new ApiCall("mend_file", Loads, "Lands the body in the place of a load's file. Rows of it that stand in the table are taken out first, where new content adds rows.") { Asks = [Load], BodyType = ApiCall.Bytes, Answer = DataJson.Default.MendedFile, Fails = [404, 409, 413, 422] },
                MendAsync)
            .WithMetadata(new BodyLimit(Mending.LargestFile));
    }

    private async Task MendAsync(HttpContext http) =>
        await Exchange.AnswerAsync(http, await data.Mending.MendAsync(Load.Get(http), () => http.Request.Body, http.RequestAborted), DataJson.Default.MendedFile);

    private static void Get<T>(
        RouteGroupBuilder api, string path, string id, string subject, string summary, IReadOnlyList<Parameter> asks, JsonTypeInfo<T> answer, Func<HttpContext, Task<T>> read,
        params IReadOnlyList<int> fails) =>
        api.MapCall(
            "GET",
            path,
            Role.Viewer,
            new ApiCall(id, subject, summary) { Asks = asks, Answer = answer, Fails = fails },
            async http => await Exchange.AnswerAsync(http, await read(http), answer));

    private static string? Optional(Parameter<string> parameter, HttpContext http) => parameter.TryGet(http, out var value) ? value : null;
}
