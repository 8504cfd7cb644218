using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;

namespace Weir.Server.Api.Calls;

/// <summary>Maps calls: each with who may make it, what it is, and what it does.</summary>
internal static class CallMapping
{
    public static IEndpointConventionBuilder MapCall(
        this IEndpointRouteBuilder routes, string method, string path, Role role, ApiCall call, RequestDelegate handler)
    {
        var known = call.Asks.Select(ask => ask.Name).ToHashSet(StringComparer.Ordinal);
        return routes
            .MapMethods(path, [method], http => Check(http, call, known) is { } wrong ? throw wrong : handler(http))
            .Needs(role)
            .WithMetadata(call);
    }

    /// <summary>A parameter that nobody reads is a slip of the pen, which must not go unseen.</summary>
    private static Weir.Failures.RefusedException? Check(HttpContext http, ApiCall call, HashSet<string> known)
    {
        foreach (var (name, _) in http.Request.Query)
        {
            if (!known.Contains(name))
            {
                return Wrong.Parameter(
                    $"The call has no parameter '{name}'.",
                    known.Count == 0 ? "It takes none." : $"It takes {string.Join(", ", call.Asks.Select(ask => ask.Name))}.");
            }
        }

        return null;
    }
}
