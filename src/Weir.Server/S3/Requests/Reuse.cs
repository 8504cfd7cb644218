using Microsoft.AspNetCore.Http;

namespace Weir.Server.S3.Requests;

/// <summary>Decides whether a connection may carry another request.</summary>
/// <remarks>
/// A client that expects <c>100 Continue</c> and gets an answer instead need not send its body, and nobody can tell whether it will:
/// what comes next might be the body or another request. So the connection ends there. It ends for an empty body, too: there is
/// nothing to continue with, so the answer comes without a <c>100</c>, and a client (botocore) that gets the answer first takes the
/// next answer on the same connection for a part of this one.
/// </remarks>
internal static class Reuse
{
    private static readonly object BodyWasRead = new();

    /// <summary>The body was read to its end: what follows is another request.</summary>
    public static void Allow(HttpContext http) => http.Items[BodyWasRead] = true;

    /// <summary>Says in the answer's headers that the connection ends with it, where it must.</summary>
    public static void Announce(HttpContext http)
    {
        if (http.Request.Headers.Expect.Count > 0 && (http.Request.ContentLength == 0 || !http.Items.ContainsKey(BodyWasRead)))
        {
            http.Response.Headers.Connection = "close";
        }
    }
}
