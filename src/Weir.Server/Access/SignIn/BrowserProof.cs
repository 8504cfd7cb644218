using Microsoft.AspNetCore.Http;

namespace Weir.Server.Access.SignIn;

/// <summary>Whether what a browser's session is to change was sent by a page of ours.</summary>
/// <remarks>
/// A browser sends the cookie by itself, whoever had it send the request; the cookie is for this site alone, and to a browser every port of
/// this machine is this site. So it must also say that the page is ours: in <c>Sec-Fetch-Site</c>, or, where that is not said, in
/// <c>Origin</c>. No page can make it say that. Who says neither is no browser, and shows a token instead of a cookie.
/// </remarks>
internal static class BrowserProof
{
    /// <summary>Whether a request may change something.</summary>
    public static bool IsChanging(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    /// <summary>Whether the browser says that a page of ours sent it.</summary>
    public static bool IsShown(HttpRequest request) => request.Headers["Sec-Fetch-Site"] switch
    {
        ["same-origin"] => true,
        [] => request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Authority.Equals(request.Headers.Host.ToString(), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
