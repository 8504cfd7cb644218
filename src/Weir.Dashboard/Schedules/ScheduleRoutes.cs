using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Dashboard.Pages;
using Weir.Server.Live;
using Weir.Server.Operations;

namespace Weir.Dashboard.Schedules;

/// <summary>The page of schedules, and what can be done with one.</summary>
internal static class ScheduleRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<SchedulesPage>("/schedules", Topics.Runs);
        routes.MapAction("/schedules/{name}/run", RunAsync);
        routes.MapAction("/schedules/{name}/pause", (http, _) => PauseAsync(http, isPaused: true));
        routes.MapAction("/schedules/{name}/resume", (http, _) => PauseAsync(http, isPaused: false));
    }

    private static async Task<Done> RunAsync(HttpContext http, IFormCollection form)
    {
        var fired = await Of(http).RunScheduleAsync(NameOf(http), http.RequestAborted);
        return new Done("/schedules", $"{fired.Name} begins now.");
    }

    private static async Task<Done> PauseAsync(HttpContext http, bool isPaused)
    {
        var name = NameOf(http);
        await Of(http).PauseSchedulesAsync(new SchedulePause(name, isPaused), http.RequestAborted);
        return new Done("/schedules", isPaused ? $"The schedules of {name} are paused." : $"The schedules of {name} go on, with the times that come.");
    }

    private static IOperations Of(HttpContext http) => http.RequestServices.GetRequiredService<IOperations>();

    private static string NameOf(HttpContext http) => $"{http.GetRouteValue("name")}";
}
