using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;
using Weir.Server.Api.Calls;
using Weir.Server.Api.Describing;
using Weir.Server.Operations;

namespace Weir.Server.Api.Routes;

/// <summary>What the project is, and what it checks.</summary>
internal sealed class ProjectRoutes(IOperations operations)
{
    private const string Subject = "Project";

    private static readonly Parameter<string> Name = Ask.Text("name", "The reconciliation.", isRequired: true);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapCall(
            "GET", "/status", Role.Viewer, new ApiCall("status", Subject, "Says what is served: the project and what it declares.") { Answer = OperationsJson.Default.EnvironmentStatus }, StatusAsync);
        api.MapCall(
            "GET", "/openapi.json", Role.Viewer, new ApiCall("openapi", Subject, "Describes all calls, as this document does.") { AnswerTypes = [ApiCall.Json] }, OpenApiFile.AnswerAsync);
        api.MapCall(
            "GET",
            "/alarms",
            Role.Viewer,
            new ApiCall("list_alarms", Subject, "Lists the project's alarms, with what is found now of what they watch.") { Answer = OperationsJson.Default.PageListedAlarm },
            ListAlarmsAsync);
        api.MapCall(
            "POST",
            "/reconciliations/{name}/run",
            Role.Operator,
            new ApiCall("run_reconciliation", Subject, "Compares a source with its target, and keeps what was found.")
            {
                Asks = [Name],
                Body = ApiJson.Default.ReconcileBody,
                IsBodyOptional = true,
                Answer = OperationsJson.Default.ReportedReconciliation,
                Fails = [404, 422],
            },
            ReconcileAsync);
        api.MapCall(
            "POST",
            "/tests/run",
            Role.Operator,
            new ApiCall("run_tests", Subject, "Tests what stands in tables, or the rows of a dataset, and records what was found.")
            {
                Body = ApiJson.Default.TestOrder,
                IsBodyOptional = true,
                Answer = OperationsJson.Default.PageListedTestResult,
                Fails = [404, 409, 422],
            },
            TestAsync);
    }

    private async Task StatusAsync(HttpContext http) =>
        await Exchange.AnswerAsync(http, await operations.StatusAsync(http.RequestAborted), OperationsJson.Default.EnvironmentStatus);

    private async Task ListAlarmsAsync(HttpContext http) =>
        await Exchange.AllAsync(http, await operations.ListAlarmsAsync(http.RequestAborted), OperationsJson.Default.PageListedAlarm);

    private async Task ReconcileAsync(HttpContext http)
    {
        var body = await Exchange.BodyAsync(http, ApiJson.Default.ReconcileBody);
        await Exchange.AnswerAsync(
            http, await operations.ReconcileAsync(Name.Get(http), body.Full, body.Limit, http.RequestAborted), OperationsJson.Default.ReportedReconciliation);
    }

    private async Task TestAsync(HttpContext http)
    {
        var order = await Exchange.BodyAsync(http, ApiJson.Default.TestOrder);
        await Exchange.AllAsync(http, await operations.TestAsync(order, http.RequestAborted), OperationsJson.Default.PageListedTestResult);
    }
}
