using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;
using Weir.Server.Api.Calls;
using Weir.Server.Operations;

namespace Weir.Server.Api.Routes;

/// <summary>Schedules.</summary>
internal sealed class ScheduleRoutes(IOperations operations)
{
    private const string Subject = "Schedules";

    private static readonly Parameter<string> Name = Ask.Text("name", "The pipeline or the reconciliation.", isRequired: true);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapCall(
            "GET",
            "/schedules",
            Role.Viewer,
            new ApiCall("list_schedules", Subject, "Lists the project's schedules, then what is to happen once, the next first.") { Asks = [Ask.After, Ask.Limit], Answer = OperationsJson.Default.PageListedSchedule },
            ListAsync);
        Map(api, "pause", "Pauses the schedules of a pipeline or a reconciliation.", isPaused: true);
        Map(api, "resume", "Lets the schedules of a pipeline or a reconciliation go on: with the times that come, for those meanwhile are left out.", isPaused: false);
        api.MapCall(
            "POST",
            "/schedules/{name}/run",
            Role.Operator,
            new ApiCall("run_schedule", Subject, "Has what a schedule starts begin now. The times that come stay as they are.")
            {
                Asks = [Name],
                Answer = OperationsJson.Default.FiredSchedule,
                AnswerStatus = StatusCodes.Status202Accepted,
                Fails = [404],
            },
            RunAsync);
    }

    private void Map(IEndpointRouteBuilder api, string word, string summary, bool isPaused) => api.MapCall(
        "POST",
        $"/schedules/{{name}}/{word}",
        Role.Operator,
        new ApiCall($"{word}_schedule", Subject, summary) { Asks = [Name], Answer = OperationsJson.Default.PageListedSchedule, Fails = [404] },
        async http => await Exchange.AllAsync(
            http, await operations.PauseSchedulesAsync(new SchedulePause(Name.Get(http), isPaused), http.RequestAborted), OperationsJson.Default.PageListedSchedule));

    private async Task RunAsync(HttpContext http)
    {
        var fired = await operations.RunScheduleAsync(Name.Get(http), http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        await Exchange.AnswerAsync(http, fired, OperationsJson.Default.FiredSchedule);
    }

    private async Task ListAsync(HttpContext http) => await Exchange.AnswerAsync(
        http, await operations.ListSchedulesAsync(Exchange.LimitOf(http), Exchange.AfterOf(http), http.RequestAborted), OperationsJson.Default.PageListedSchedule);
}
