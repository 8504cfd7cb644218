using System.Text.Json.Serialization.Metadata;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;
using Weir.Server.Api.Calls;
using Weir.Server.Operations;
using Weir.Server.Operations.Tables;

namespace Weir.Server.Api.Routes;

/// <summary>Tables, as the warehouse and the project have them.</summary>
internal sealed class CatalogRoutes(ITableReads tables)
{
    private const string Subject = "Tables";

    private static readonly Parameter<string> Table = Ask.Text("table", "The table.", isRequired: true);

    public void Map(IEndpointRouteBuilder api)
    {
        Map(api, "/tables", new ApiCall("list_tables", Subject, "Lists the tables that are declared or there."), DataJson.Default.PageListedTable, async http =>
            new Page<ListedTable>(await tables.ListTablesAsync(http.RequestAborted), null));
        Map(api, "/tables/{table}", new ApiCall("show_table", Subject, "Shows one table: columns, tests, and how its schema changed.") { Asks = [Table], Fails = [404] }, DataJson.Default.ShownTable, http =>
            tables.ShowTableAsync(Table.Get(http), http.RequestAborted));
        Map(
            api,
            "/tables/{table}/partitions",
            new ApiCall("list_partitions", Subject, "Lists the partitions of a table of Parquet files.") { Asks = [Table, Ask.After, Ask.Limit], Fails = [404] },
            DataJson.Default.PageTablePartition,
            http => tables.ListPartitionsAsync(Table.Get(http), Exchange.AfterOf(http), Exchange.LimitOf(http), http.RequestAborted));
    }

    private static void Map<T>(IEndpointRouteBuilder api, string path, ApiCall call, JsonTypeInfo<T> answer, Func<HttpContext, Task<T>> read) => api.MapCall(
        "GET", path, Role.Viewer, call with { Answer = answer }, async http => await Exchange.AnswerAsync(http, await read(http), answer));
}
