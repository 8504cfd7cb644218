using Microsoft.AspNetCore.Http;

using Weir.Server.Access.Accounts;
using Weir.Server.Access.SignIn;

namespace Weir.Server.Access;

/// <summary>A door that only this machine's user can come to: the mode of its socket sees to that.</summary>
internal sealed class OwnersDoor(AuditTrail trail) : IDoor
{
    private static readonly Identity Owner = new(Identities.OwnerOf, "", Caller.Owner);

    public AuditTrail Trail => trail;

    public Task<(Identity? Identity, SignedIn? Session)> IdentifyAsync(HttpContext http) => Task.FromResult<(Identity?, SignedIn?)>((Owner, null));

    public string AddressOf(HttpContext http) => Actor.ThisMachine;
}
