using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Dashboard.Pages;
using Weir.Server.Access;

namespace Weir.Dashboard.Layout;

/// <summary>Light, dark, or as the system says.</summary>
internal static class ThemeRoutes
{
    public const string Cookie = "weir_theme";

    private const int DaysKept = 400;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAction("/theme", (http, form) =>
    {
        var chosen = form["theme"].ToString();
        http.Response.Cookies.Append(Cookie, chosen is "light" or "dark" ? chosen : "system", new CookieOptions
        {
            SameSite = SameSiteMode.Lax,
            MaxAge = TimeSpan.FromDays(DaysKept),
            Path = "/",
        });
        var back = form["back"].ToString();
        return Task.FromResult(new Done(back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.Contains('\\') ? back : "/"));
    }).ForAnybody();

    /// <summary>What the viewer chose: <c>light</c>, <c>dark</c> or <c>system</c>.</summary>
    public static string Of(HttpContext http) => http.Request.Cookies[Cookie] is "light" or "dark" ? http.Request.Cookies[Cookie]! : "system";
}
