using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;
using Weir.Server.Api.Calls;
using Weir.Server.Operations;

namespace Weir.Server.Api.Routes;

/// <summary>Datasets and exports.</summary>
internal sealed class DatasetRoutes(IOperations operations)
{
    private const string Subject = "Datasets";

    private static readonly Parameter<string> Root = Ask.Text("root", "Where, as BUCKET/PREFIX.", isRequired: true);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapCall(
            "GET",
            "/datasets",
            Role.Viewer,
            new ApiCall("list_datasets", Subject, "Lists the datasets of a place, the newest first.") { Asks = [Root, Ask.After, Ask.Limit], Answer = OperationsJson.Default.PageListedDataset, Fails = [404, 422] },
            ListAsync);
        api.MapCall(
            "POST",
            "/datasets",
            Role.Operator,
            new ApiCall("create_dataset", Subject, "Publishes objects as a dataset, which never changes.") { Body = ApiJson.Default.DatasetOrder, Answer = OperationsJson.Default.ListedDataset, Fails = [404, 409, 422] },
            CreateAsync);
        api.MapCall(
            "POST",
            "/datasets/remove",
            Role.Operator,
            new ApiCall("remove_datasets", Subject, "Takes datasets away, each all at once, and says which.") { Body = ApiJson.Default.DatasetRemoval, Answer = OperationsJson.Default.PageListedDataset, Fails = [404, 422] },
            RemoveAsync);
        api.MapCall(
            "POST",
            "/exports",
            Role.Operator,
            new ApiCall("export", Subject, "Writes the rows of a table or a query to a bucket.") { Body = ApiJson.Default.ExportOrder, Answer = OperationsJson.Default.ListedExport, Fails = [404, 409, 422] },
            ExportAsync);
    }

    private async Task ListAsync(HttpContext http) => await Exchange.AnswerAsync(
        http, await operations.ListDatasetsAsync(Root.Get(http), Exchange.LimitOf(http), Exchange.AfterOf(http), http.RequestAborted), OperationsJson.Default.PageListedDataset);

    private async Task CreateAsync(HttpContext http)
    {
        var order = await Exchange.BodyAsync(http, ApiJson.Default.DatasetOrder);
        await Exchange.AnswerAsync(http, await operations.CreateDatasetAsync(order, http.RequestAborted), OperationsJson.Default.ListedDataset);
    }

    private async Task RemoveAsync(HttpContext http)
    {
        var removal = await Exchange.BodyAsync(http, ApiJson.Default.DatasetRemoval);
        await Exchange.AllAsync(http, await operations.DeleteDatasetsAsync(removal, http.RequestAborted), OperationsJson.Default.PageListedDataset);
    }

    private async Task ExportAsync(HttpContext http)
    {
        var order = await Exchange.BodyAsync(http, ApiJson.Default.ExportOrder);
        await Exchange.AnswerAsync(http, await operations.ExportAsync(order, http.RequestAborted), OperationsJson.Default.ListedExport);
    }
}
