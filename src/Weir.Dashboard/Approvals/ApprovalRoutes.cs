using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Dashboard.Pages;
using Weir.Failures;
using Weir.Server.Access;
using Weir.Server.Live;
using Weir.Server.Operations;

namespace Weir.Dashboard.Approvals;

/// <summary>The page of what waits for a person, and their answers.</summary>
internal static class ApprovalRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<ApprovalsPage>("/approvals", Topics.Runs);
        routes.MapAction("/approvals/{run}", AnswerAsync);
    }

    private static async Task<Done> AnswerAsync(HttpContext http, IFormCollection form)
    {
        var word = form["word"].ToString();
        if (word is not ("approve" or "reject"))
        {
            throw new RefusedException(new Failure("WEIR7030", $"'{word}' is no answer.", "Say approve or reject."));
        }

        var comment = form["comment"].ToString() is { Length: > 0 } said ? said : null;
        var order = new RunWord($"{http.GetRouteValue("run")}", word, form["step"], comment, http.Features.Get<Caller>()?.Name);
        var run = await http.RequestServices.GetRequiredService<IOperations>().SayAsync(order, http.RequestAborted);
        return new Done("/approvals", word == "approve" ? $"Approved: the run of {run.Pipeline} goes on." : $"Rejected: the step of {run.Pipeline} fails.");
    }
}
