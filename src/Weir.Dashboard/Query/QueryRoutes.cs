using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Dashboard.Pages;
using Weir.Server.Access;
using Weir.Server.Operations;
using Weir.Server.Operations.Queries;

namespace Weir.Dashboard.Query;

/// <summary>The page that asks the warehouse, and its answers as files.</summary>
internal static class QueryRoutes
{
    private const int FlushSize = 64 << 10;

    private static readonly QueryLimits Download = new(QueryLimits.MostRows, 256 << 20, TimeSpan.FromMinutes(1));

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<QueryPage>("/query");
        routes.MapPost("/query", (RequestDelegate)AskAsync).Needs(Role.Viewer);
        routes.MapGet("/query/csv", (RequestDelegate)DownloadAsync).Needs(Role.Viewer);
    }

    /// <summary>A query has an address, so that it can be kept and sent to others; one that is too long for that is answered at once.</summary>
    private static async Task AskAsync(HttpContext http)
    {
        var form = await PageRoutes.FormAsync(http);
        var sql = form["q"].ToString();
        if (QueryText.AddressOf(sql) is { } address)
        {
            await PageRoutes.GoAsync(http, string.IsNullOrWhiteSpace(sql) ? "/query" : address);
            return;
        }

        QueryText.Set(http, sql);
        await PageRenderer.SendAsync(http, await PageRenderer.RenderAsync(http, typeof(QueryPage), ParameterView.Empty));
    }

    private static async Task DownloadAsync(HttpContext http)
    {
        var queries = http.RequestServices.GetRequiredService<DataOperations>().Queries;
        await using var answer = await queries.QueryAsync(QueryText.Of(http), Download, http.RequestAborted);
        PageHeaders.Set(http.Response);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"query.csv\"";
        http.Response.Headers.CacheControl = "no-store";
        var text = new StringBuilder(CsvText.Header(answer.Columns));
        await foreach (var row in answer.Rows.WithCancellation(http.RequestAborted))
        {
            text.Append(CsvText.Row(row));
            if (text.Length > FlushSize)
            {
                await SendAsync(http, text);
            }
        }

        await SendAsync(http, text);
    }

    private static async Task SendAsync(HttpContext http, StringBuilder text)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), http.RequestAborted);
        text.Clear();
    }
}
