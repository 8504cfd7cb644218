using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

using Weir.Server.Access;

namespace Weir.Dashboard.Pages;

/// <summary>Knows where links and forms lead, and who may go there: what somebody would be refused is not offered to them.</summary>
internal sealed class Ways
{
    private ILookup<(string Method, int Length), RouteEndpoint> _endpoints = Enumerable.Empty<RouteEndpoint>().ToLookup(_ => ("", 0));

    /// <summary>Looks what there is.</summary>
    public void Learn(IEndpointRouteBuilder routes) => _endpoints = routes.DataSources
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (method, endpoint)))
        .ToLookup(each => (each.method, each.endpoint.RoutePattern.PathSegments.Count), each => each.endpoint);

    /// <summary>Whether there is something at an address, and somebody may go there.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="method">How: <c>GET</c> for a link, <c>POST</c> for a form.</param>
    /// <param name="address">A path of this server; what follows a question mark does not matter.</param>
    public bool May(Caller? caller, string method, string address)
    {
        var path = address.Split('?', '#')[0].Trim('/');
        var parts = path.Length == 0 ? [] : path.Split('/');
        var found = _endpoints[(method, parts.Length)].Where(endpoint => Fits(endpoint, parts)).MaxBy(Literals);
        return found is not null && Rights.May(caller, method, found);
    }

    private static bool Fits(RouteEndpoint endpoint, string[] parts) => endpoint.RoutePattern.PathSegments.Zip(parts).All(pair =>
        LiteralOf(pair.First) is not { } literal || literal.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));

    /// <summary>Of those that fit, routing takes the one that says the most itself.</summary>
    private static int Literals(RouteEndpoint endpoint) => endpoint.RoutePattern.PathSegments.Count(segment => LiteralOf(segment) is not null);

    private static string? LiteralOf(RoutePatternPathSegment segment) => segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;
}
