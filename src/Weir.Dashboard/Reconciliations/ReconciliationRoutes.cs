using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Dashboard.Layout;
using Weir.Dashboard.Pages;
using Weir.Server.Live;
using Weir.Server.Operations;

namespace Weir.Dashboard.Reconciliations;

/// <summary>The pages of reconciliations, and what can be done with one.</summary>
internal static class ReconciliationRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<ReconciliationsPage>("/reconciliations", Topics.Reconciliations);
        routes.MapPage<ReconciliationPage>("/reconciliations/{name}", Topics.Reconciliations);
        routes.MapAction("/reconciliations/{name}/run", RunAsync);
    }

    private static async Task<Done> RunAsync(HttpContext http, IFormCollection form)
    {
        var found = await http.RequestServices.GetRequiredService<IOperations>().ReconcileAsync(
            $"{http.GetRouteValue("name")}", form["full"] == "true", limit: 0, http.RequestAborted);
        return new Done(
            ReconciliationTexts.PathOf(found.Name),
            found.IsMatch()
                ? "Both sides are the same."
                : $"{Numbers.Count(found.MissingInTarget + found.MissingInSource + found.Differing + found.Duplicates)} keys differ.");
    }
}
