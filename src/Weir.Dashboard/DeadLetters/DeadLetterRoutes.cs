using System.Globalization;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Dashboard.Pages;
using Weir.Server.Live;
using Weir.Server.Operations;

namespace Weir.Dashboard.DeadLetters;

/// <summary>The page of what was given up, and its redrive.</summary>
internal static class DeadLetterRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<DeadLettersPage>("/dead-letters", Topics.DeadLetters);
        routes.MapAction("/dead-letters/redrive", RedriveAsync);
    }

    private static async Task<Done> RedriveAsync(HttpContext http, IFormCollection form)
    {
        var ids = form["id"].Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).Where(id => id >= 0).ToList();
        var isAll = form["all"] == "true";
        if (!isAll && ids.Count == 0)
        {
            return new Done("/dead-letters", "None was chosen.");
        }

        var count = await http.RequestServices.GetRequiredService<IOperations>().RedriveAsync(isAll ? null : ids, http.RequestAborted);
        return new Done("/dead-letters", count == 1 ? "One dead letter is being delivered again." : $"{count} dead letters are being delivered again.");
    }
}
