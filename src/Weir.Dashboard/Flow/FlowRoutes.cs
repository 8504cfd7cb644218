using Microsoft.AspNetCore.Routing;

using Weir.Dashboard.Pages;
using Weir.Server.Live;

namespace Weir.Dashboard.Flow;

/// <summary>The page of the flow.</summary>
internal static class FlowRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage<FlowPage>(
        "/", page => page.Home == "/" ? null : page.Home, Topics.Objects, Topics.Runs, Topics.Loads, Topics.Deliveries, Topics.DeadLetters, Topics.Reconciliations);
}
