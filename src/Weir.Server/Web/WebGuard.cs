using Microsoft.AspNetCore.Http;

using Weir.Failures;
using Weir.Server.Hosting;

namespace Weir.Server.Web;

/// <summary>Refuses what pages of others send, and tells browsers to be strict with what is answered.</summary>
internal sealed class WebGuard(RequestDelegate next, HostGuard hosts)
{
    /// <exception cref="RefusedException">WEIR7402: the request is for another host, or from a page of another site.</exception>
    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(Harden, http.Response.Headers);
        var (headers, host) = (http.Request.Headers, http.Request.Headers.Host.ToString());
        if (!hosts.Knows(host))
        {
            throw Refused("The request is for a host that this server is not known by.", "Send it to an address or to localhost, or name the host under 'server: hosts'.");
        }

        var origin = headers.Origin is [{ } named] ? named : null;
        if (!HostGuard.IsVisit(http.Request) && HostGuard.IsForeign(host, origin, headers["Sec-Fetch-Site"].ToString()))
        {
            throw Refused("The request was sent by a page of another site.", "Send it from a program, or from a page of this server.");
        }

        return next(http);
    }

    /// <summary>What an endpoint says itself stays: pages allow their own scripts and styles.</summary>
    private static Task Harden(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Cache-Control", "no-store");
        return Task.CompletedTask;
    }

    private static RefusedException Refused(string message, string hint) => new(new Failure("WEIR7402", message, hint));
}
