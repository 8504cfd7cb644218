using Microsoft.AspNetCore.Routing;

using Weir.Failures;
using Weir.Server.Access.Tenants;

namespace Weir.Server.Access;

/// <summary>Who may call what: asked before something is done, and before it is offered.</summary>
internal static class Rights
{
    /// <summary>Why somebody may not call an endpoint; nothing when they may.</summary>
    /// <param name="caller">Who; nobody when it is not known.</param>
    /// <param name="method">By which method.</param>
    /// <param name="endpoint">What.</param>
    /// <returns>WEIR7405: nobody knows who calls. WEIR7406: they may not. WEIR7425: they are limited to tenants, and it is not.</returns>
    public static RefusedException? Refusal(Caller? caller, string method, RouteEndpoint endpoint)
    {
        var needs = endpoint.Metadata.GetMetadata<Needs>();
        if (needs is { Role: null })
        {
            return null;
        }

        if (caller is null)
        {
            return new RefusedException(new Failure(
                "WEIR7405",
                "The request does not show who sends it.",
                "Send a token: Authorization: Bearer TOKEN. 'weir token create NAME' makes one; this machine's user finds one in the section [weir] of .weir/ENVIRONMENT/credentials."));
        }

        if (needs is null || caller.Role < needs.Role)
        {
            return new RefusedException(new Failure(
                "WEIR7406", $"{caller.Name} may not do this: it needs the role {(needs?.Role is { } role ? Roles.NameOf(role) : "of nobody")}.", "Ask somebody who may."));
        }

        return caller.Tenants is not null && !DividedRoutes.Has(method, endpoint.RoutePattern.RawText) ? CallerShare.Shared() : null;
    }
}
