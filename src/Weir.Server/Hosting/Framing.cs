using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Weir.Server.Hosting;

/// <summary>Refuses requests of which two servers in a row may not agree where they end.</summary>
internal static class Framing
{
    /// <summary>Where Kestrel puts the <c>Content-Length</c> of a request that has a <c>Transfer-Encoding</c> as well, and goes on without it.</summary>
    private const string Second = "X-Content-Length";

    /// <summary>
    /// Answers 400 to a request that has both, and closes the connection: a proxy in front that believes the other one would take what
    /// follows for a request of somebody else.
    /// </summary>
    public static void RefuseTwoLengths(this IApplicationBuilder application) => application.Use((http, next) =>
    {
        if (http.Request.Headers.TransferEncoding.Count == 0 || !http.Request.Headers.ContainsKey(Second))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    });
}
