using System.Net;

using Microsoft.AspNetCore.Http;

namespace Weir.Server.Hosting;

/// <summary>Tells what a page of somebody else has a browser on this machine send.</summary>
/// <remarks>
/// Such a page names itself in <c>Origin</c> or <c>Sec-Fetch-Site</c>; and one whose name was made to lead here (DNS rebinding) has
/// that name in <c>Host</c>.
/// </remarks>
/// <param name="names">The names by which senders reach the server, beside addresses and <c>localhost</c>.</param>
internal sealed class HostGuard(IReadOnlyList<string> names)
{
    /// <summary>Whether a request's <c>Host</c> means this server.</summary>
    /// <param name="host">The header, with or without a port.</param>
    public bool Knows(string host)
    {
        var end = host.LastIndexOf(':');
        var name = end > host.LastIndexOf(']') ? host[..end] : host;
        return IPAddress.TryParse(name.Trim('[', ']'), out _)
            || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || names.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a page of another site sent a request.</summary>
    /// <param name="host">The header <c>Host</c>.</param>
    /// <param name="origin">The header <c>Origin</c>; none when it is not there.</param>
    /// <param name="site">The header <c>Sec-Fetch-Site</c>; empty when it is not there.</param>
    public static bool IsForeign(string host, string? origin, string site) =>
        (origin is not null && !IsSame(origin, host)) || site is not ("" or "same-origin" or "none");

    /// <summary>Whether a request only asks for a page to look at, as when somebody follows a link: that may come from anywhere.</summary>
    /// <param name="request">The request.</param>
    public static bool IsVisit(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && request.Headers["Sec-Fetch-Dest"] == "document"
        && request.Headers.Origin.Count == 0;

    private static bool IsSame(string origin, string host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(host, StringComparison.OrdinalIgnoreCase);
}
