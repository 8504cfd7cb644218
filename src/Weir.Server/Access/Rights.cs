using Microsoft.AspNetCore.Routing;

using Weir.Failures;
using Weir.Server.Access.Tenants;

namespace Weir.Server.Access;

/// <summary>Who may call what: asked before something is done, and before it is offered.</summary>
internal static class Rights
{
    /// <summary>What stands between somebody and an endpoint.</summary>
    private enum Bar
    {
        Nothing,
        NobodyKnown,
        Role,
        Shared,
    }

    /// <summary>Whether somebody may call an endpoint.</summary>
    /// <param name="caller">Who; nobody when it is not known.</param>
    /// <param name="method">By which method.</param>
    /// <param name="endpoint">What.</param>
    public static bool May(Caller? caller, string method, RouteEndpoint endpoint) => BarOf(caller, method, endpoint) == Bar.Nothing;

    /// <summary>Refuses somebody who may not call an endpoint.</summary>
    /// <param name="caller">Who; nobody when it is not known.</param>
    /// <param name="method">By which method.</param>
    /// <param name="endpoint">What.</param>
    /// <exception cref="RefusedException">
    /// WEIR7405: nobody knows who calls. WEIR7406: they may not. WEIR7425: they are limited to tenants, and it is not.
    /// </exception>
    public static void Check(Caller? caller, string method, RouteEndpoint endpoint)
    {
        switch (BarOf(caller, method, endpoint))
        {
            case Bar.NobodyKnown:
                throw new RefusedException(new Failure(
                    "WEIR7405",
                    "The request does not show who sends it.",
                    "Send a token: Authorization: Bearer TOKEN. 'weir token create NAME' makes one; this machine's user finds one in the section [weir] of .weir/ENVIRONMENT/credentials."));
            case Bar.Role:
                var needed = endpoint.Metadata.GetMetadata<Needs>()?.Role is { } role ? Roles.NameOf(role) : "of nobody";
                throw new RefusedException(new Failure("WEIR7406", $"{caller!.Name} may not do this: it needs the role {needed}.", "Ask somebody who may."));
            case Bar.Shared:
                throw CallerShare.Shared();
        }
    }

    /// <summary>The one rule. Pages ask it for each of their links, so it makes no words.</summary>
    private static Bar BarOf(Caller? caller, string method, RouteEndpoint endpoint)
    {
        var needs = endpoint.Metadata.GetMetadata<Needs>();
        return needs is { Role: null } ? Bar.Nothing
            : caller is null ? Bar.NobodyKnown
            : needs is null || caller.Role < needs.Role ? Bar.Role
            : caller.Tenants is not null && !DividedRoutes.Has(method, endpoint.RoutePattern.RawText) ? Bar.Shared
            : Bar.Nothing;
    }
}
