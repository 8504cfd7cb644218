using Microsoft.AspNetCore.Http;

using Weir.Server.Access.SignIn;

namespace Weir.Server.Access;

/// <summary>Knows who sends requests.</summary>
internal interface IDoor
{
    /// <summary>Notes who changes what.</summary>
    AuditTrail Trail { get; }

    /// <summary>Who sends a request, and the browser's session that says so, if it is one; nobody when it is not known.</summary>
    Task<(Identity? Identity, SignedIn? Session)> IdentifyAsync(HttpContext http);

    /// <summary>Where a request comes from.</summary>
    string AddressOf(HttpContext http);
}
