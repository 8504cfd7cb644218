using System.Text;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;
using Weir.Server.Api.Calls;
using Weir.Server.Operations;
using Weir.Server.Operations.Queries;

namespace Weir.Server.Api.Routes;

/// <summary>Queries.</summary>
/// <param name="operations">Answers them.</param>
/// <param name="limited">Answers them within limits of time and memory, a few at a time; none where callers are trusted with all of the machine.</param>
internal sealed class QueryRoutes(IOperations operations, IQueryReads? limited)
{
    private const int UsualRows = 10_000;

    private static readonly Parameter<int> Rows = Ask.Whole("limit", "How many rows are answered at the most; 10000 when it is not given.", 1, int.MaxValue);

    public void Map(IEndpointRouteBuilder api) => api.MapCall(
        "POST",
        "/query",
        Role.Viewer,
        new ApiCall("query", "Query", "Asks the warehouse, by the SQL that is the body. It only reads.")
        {
            Remarks = "Answers lines of JSON: the columns, each row as an array, and a last line that says whether that was all. "
                + "Who accepts application/json is answered one object with `columns`, `rows` and `truncated`. The query ends when its caller goes.",
            Asks = [Rows],
            BodyType = ApiCall.PlainText,
            AnswerTypes = [ApiCall.JsonLines, ApiCall.Json],
            Fails = [409, 415, 422],
        },
        QueryAsync);

    private async Task QueryAsync(HttpContext http)
    {
        if (http.Request.HasJsonContentType())
        {
            // Many APIs want it wrapped: taken as SQL it would be told as a mistake of syntax.
            throw Wrong.MediaType(http.Request.ContentType, ApiCall.PlainText);
        }

        using var text = new StreamReader(http.Request.Body, Encoding.UTF8);
        var sql = await text.ReadToEndAsync(http.RequestAborted);
        var rows = Rows.Get(http, UsualRows);

        // One more than is answered, which tells that there are more.
        var answer = limited is null
            ? await operations.QueryAsync(sql, http.RequestAborted)
            : await limited.QueryAsync(sql, QueryLimits.Network with { Rows = rows + 1L }, http.RequestAborted);
        await (AcceptsObject(http.Request)
            ? QueryObject.WriteAsync(answer, rows, http)
            : QueryStream.WriteAsync(answer, rows, http.Response, http.RequestAborted));
    }

    private static bool AcceptsObject(HttpRequest request) =>
        request.Headers.Accept.Any(accepted => accepted?.Contains(ApiCall.Json, StringComparison.OrdinalIgnoreCase) == true);
}
