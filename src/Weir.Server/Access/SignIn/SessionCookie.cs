using System.Globalization;

using Microsoft.AspNetCore.Http;

namespace Weir.Server.Access.SignIn;

/// <summary>The cookie that a browser shows: no script reads it, and no page of another site has it sent.</summary>
internal static class SessionCookie
{
    /// <summary>What the browser shows; none when it shows nothing.</summary>
    public static string? Of(HttpContext http) =>
        http.Request.Cookies.TryGetValue(NameOf(http), out var shown) && shown is { Length: > 0 and < 200 } ? shown : null;

    public static void Set(HttpContext http, string shown) => http.Response.Cookies.Append(NameOf(http), shown, Options(http, Browsers.Longest));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(NameOf(http), Options(http, null));

    /// <summary>Browsers send cookies to every port of a host, so each port has a name of its own.</summary>
    private static string NameOf(HttpContext http) => string.Create(CultureInfo.InvariantCulture, $"weir-session-{http.Connection.LocalPort}");

    private static CookieOptions Options(HttpContext http, TimeSpan? life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps || http.Request.Headers["X-Forwarded-Proto"].ToString().Split(',')[^1].Trim().Equals("https", StringComparison.OrdinalIgnoreCase),
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };
}
