using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;
using Weir.Server.Api.Calls;
using Weir.Server.Operations;

namespace Weir.Server.Api.Routes;

/// <summary>Functions.</summary>
internal sealed class FunctionRoutes(IOperations operations)
{
    private const string Subject = "Functions";

    private static readonly Parameter<string> Name = Ask.Text("name", "The function.", isRequired: true);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapCall(
            "GET", "/functions", Role.Viewer, new ApiCall("list_functions", Subject, "Lists the project's functions.") { Answer = OperationsJson.Default.PageListedFunction }, ListAsync);
        api.MapCall(
            "POST",
            "/functions/{name}/build",
            Role.Operator,
            new ApiCall("build_function", Subject, "Builds a function from its files as they are now.") { Asks = [Name], Answer = OperationsJson.Default.BuiltFunction, Fails = [404, 422] },
            BuildAsync);
        api.MapCall(
            "POST",
            "/functions/{name}/invoke",
            Role.Operator,
            new ApiCall("invoke_function", Subject, "Calls a function with the event that is the body. What goes wrong within it is part of the answer.")
            {
                Asks = [Name],
                BodyType = ApiCall.Json,
                Answer = OperationsJson.Default.InvokedFunction,
                Fails = [404, 422],
            },
            InvokeAsync);
    }

    private async Task ListAsync(HttpContext http) =>
        await Exchange.AllAsync(http, await operations.ListFunctionsAsync(http.RequestAborted), OperationsJson.Default.PageListedFunction);

    private async Task BuildAsync(HttpContext http) =>
        await Exchange.AnswerAsync(http, await operations.BuildFunctionAsync(Name.Get(http), http.RequestAborted), OperationsJson.Default.BuiltFunction);

    private async Task InvokeAsync(HttpContext http)
    {
        using var payload = new MemoryStream();
        await http.Request.Body.CopyToAsync(payload, http.RequestAborted);
        await Exchange.AnswerAsync(http, await operations.InvokeFunctionAsync(Name.Get(http), payload.ToArray(), http.RequestAborted), OperationsJson.Default.InvokedFunction);
    }
}
