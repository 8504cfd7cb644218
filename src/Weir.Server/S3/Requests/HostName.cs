using System.Net;

using Weir.Server.S3.Errors;

namespace Weir.Server.S3.Requests;

/// <summary>Whom a request's Host header means: this machine, or a bucket on it as <c>raw.localhost</c>.</summary>
internal static class HostName
{
    private const string ThisMachine = "localhost";

    /// <summary>The bucket that a host names; none when the path does.</summary>
    /// <remarks>
    /// Any other name is refused: a page on the internet whose name was made to lead here (DNS rebinding) cannot sign a request,
    /// and gets no further than this.
    /// </remarks>
    /// <param name="host">The header, with or without a port.</param>
    /// <exception cref="S3Exception">InvalidRequest: the host is another one.</exception>
    public static string? BucketOf(string host)
    {
        var name = WithoutPort(host);
        if (name.Equals(ThisMachine, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)))
        {
            return null;
        }

        const string suffix = "." + ThisMachine;
        return name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            ? name[..^suffix.Length]
            : throw S3Errors.InvalidRequest("The Host header must name 127.0.0.1, localhost or BUCKET.localhost, where this endpoint is.");
    }

    private static string WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > 0 && colon > host.LastIndexOf(']') ? host[..colon] : host;
    }
}
