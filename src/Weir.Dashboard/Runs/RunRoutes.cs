using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Dashboard.Pages;
using Weir.Server.Access;
using Weir.Server.Live;
using Weir.Server.Operations;

namespace Weir.Dashboard.Runs;

/// <summary>The pages of runs, and what can be done with one.</summary>
internal static class RunRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<RunsPage>("/runs", Topics.Runs);
        routes.MapPage<RunPage>("/runs/{id}", Topics.Runs);
        routes.MapAction("/runs/{id}/say", SayAsync);
        routes.MapAction("/runs/{id}/rerun", RerunAsync);
    }

    private static async Task<Done> SayAsync(HttpContext http, IFormCollection form)
    {
        var id = IdOf(http);
        var word = form["word"].ToString();
        await Of(http).SayAsync(
            new RunWord(id, word, Optional(form, "step"), Optional(form, "comment"), http.Features.Get<Caller>()?.Name), http.RequestAborted);
        return new Done($"/runs/{id}", word switch
        {
            "cancel" => "The run is being cancelled.",
            "pause" => "The run pauses after the steps that go on now.",
            "resume" => "The run goes on.",
            "approve" => "Approved: the run goes on.",
            "reject" => "Rejected.",
            _ => null,
        });
    }

    private static async Task<Done> RerunAsync(HttpContext http, IFormCollection form)
    {
        var order = new RerunOrder(IdOf(http), form["from"] == "failed", form["code"] == "original");
        var again = await Of(http).RerunAsync(order, http.RequestAborted);
        return new Done(
            $"/runs/{again.Id}",
            again.FromStep is { } step ? $"The run goes on from the step {step}." : $"Asked for: this run does {again.RerunOf} again.");
    }

    private static IOperations Of(HttpContext http) => http.RequestServices.GetRequiredService<IOperations>();

    private static string IdOf(HttpContext http) => $"{http.GetRouteValue("id")}";

    private static string? Optional(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } value ? value : null;
}
