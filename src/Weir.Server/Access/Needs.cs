using Microsoft.AspNetCore.Builder;

namespace Weir.Server.Access;

/// <summary>What an endpoint asks of its callers. One that says nothing lets nobody in.</summary>
/// <param name="Role">The least role; none when everybody may call it.</param>
internal sealed record Needs(Role? Role);

/// <summary>Says it of endpoints.</summary>
internal static class NeedsExtensions
{
    /// <summary>Callers need a role.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Role role)
        where TBuilder : IEndpointConventionBuilder => Say(endpoint, new Needs(role));

    /// <summary>Everybody may call it, whoever it is.</summary>
    public static TBuilder ForAnybody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => Say(endpoint, new Needs(Role: null));

    private static TBuilder Say<TBuilder>(TBuilder endpoint, Needs needs)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(needs));
        return endpoint;
    }
}
