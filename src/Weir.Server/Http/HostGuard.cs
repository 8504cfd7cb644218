using System.Net;

using Weir.Engine.Triggers.Http;
using Weir.Failures;

namespace Weir.Server.Http;

/// <summary>Refuses what a page of somebody else has a browser on this machine send.</summary>
/// <remarks>
/// Such a page names itself in <c>Origin</c> or <c>Sec-Fetch-Site</c>; and one whose name was made to lead here (DNS rebinding) has
/// that name in <c>Host</c>. Where senders show a secret, which no such page knows, none of this is asked.
/// </remarks>
/// <param name="names">The names by which senders reach the server, beside addresses and <c>localhost</c>.</param>
internal sealed class HostGuard(IReadOnlyList<string> names)
{
    /// <returns>None when the request may go on.</returns>
    public HttpAnswer? Refuse(InboundRequest request)
    {
        var host = request.Header("host");
        if (!IsOurs(host))
        {
            return Refused("The request is for a host that this server is not known by.", "Send it to an address or to localhost, or name the host under 'server: hosts'.");
        }

        var isForeign = (request.Headers.TryGetValue("origin", out var origin) && !IsSame(origin, host))
            || request.Header("sec-fetch-site") is not ("" or "same-origin" or "none");
        return isForeign ? Refused("The request was sent by a page of another site.", "Give the trigger 'auth', and send the secret.") : null;
    }

    private bool IsOurs(string host)
    {
        var end = host.LastIndexOf(':');
        var name = end > host.LastIndexOf(']') ? host[..end] : host;
        return IPAddress.TryParse(name.Trim('[', ']'), out _)
            || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || names.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsSame(string origin, string host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(host, StringComparison.OrdinalIgnoreCase);

    private static HttpAnswer Refused(string message, string hint) => HttpAnswer.Problem(403, new Failure("WEIR7104", message, hint));
}
