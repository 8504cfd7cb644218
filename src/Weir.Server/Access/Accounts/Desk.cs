using Microsoft.AspNetCore.Http;

using Weir.Projects;
using Weir.Server.Access.SignIn;

namespace Weir.Server.Access.Accounts;

/// <summary>Does what requests want of users, tokens and the audit log, in the name of who sends them.</summary>
/// <param name="stores">Where they are.</param>
/// <param name="project">Knows the tenants.</param>
/// <param name="door">Knows where requests come from.</param>
/// <param name="tickets">Makes tickets; none where no page is served.</param>
/// <param name="address">Where the page is, such as <c>http://127.0.0.1:7475</c>.</param>
internal sealed class Desk(AccessStores stores, ProjectDefinition project, IDoor door, Tickets? tickets, string? address)
{
    /// <summary>The tenants that somebody may be limited to.</summary>
    public IReadOnlyList<string> Tenants { get; } = [.. project.Tenants.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What the sender of a request does.</summary>
    public IAccounts Of(HttpContext http)
    {
        var identity = http.Features.Get<Identity>() ?? throw new InvalidOperationException("Nobody was let in.");
        return new DirectAccounts(stores, project, new Actor(identity.Caller.Name, door.AddressOf(http)), () => MakeTicket(identity));
    }

    private SignInPlace? MakeTicket(Identity identity)
    {
        if (tickets is null || address is null)
        {
            return null;
        }

        var (ticket, expiresAt) = tickets.Make(identity.Of);
        return new SignInPlace($"{address}{SignInPage.Path}/ticket?ticket={ticket}", expiresAt);
    }
}
