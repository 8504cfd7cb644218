using System.Net;

using Microsoft.AspNetCore.Http;

using Weir.Engine.Secrets;
using Weir.Server.Access.Accounts;
using Weir.Server.Access.SignIn;

namespace Weir.Server.Access;

/// <summary>All that lets somebody into the web server, or not.</summary>
internal sealed class Door : IDoor
{
    private const string Scheme = "Bearer ";

    private readonly bool _isBehindProxy;

    /// <param name="stores">Who may get in.</param>
    /// <param name="owner">The token of this machine's user.</param>
    /// <param name="masks">Knows the secrets that no entry of the audit log may tell.</param>
    /// <param name="hosts">The names by which browsers reach the server; where there are some, a proxy on this machine is believed whom it serves.</param>
    public Door(AccessStores stores, OwnerToken owner, Masks masks, IReadOnlyList<string> hosts)
    {
        _isBehindProxy = hosts.Count > 0;
        Identities = new Identities(stores, owner);
        Browsers = new Browsers(stores, Identities);
        Tickets = new Tickets(stores.Time);
        Limits = new SignInLimits(stores.Time);
        Trail = new AuditTrail(stores.Audit, masks, stores.Time);
    }

    public Identities Identities { get; }

    public Browsers Browsers { get; }

    public Tickets Tickets { get; }

    public SignInLimits Limits { get; }

    public AuditTrail Trail { get; }

    /// <summary>By a token or by a session. A token that opens nothing is not made up for by a session.</summary>
    public async Task<(Identity? Identity, SignedIn? Session)> IdentifyAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count > 0)
        {
            return http.Request.Headers.Authorization is [{ } shown] && shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? (await Identities.OfTokenAsync(shown[Scheme.Length..].Trim(), http.RequestAborted), null)
                : (null, null);
        }

        return SessionCookie.Of(http) is { } cookie && await Browsers.FindAsync(cookie, http.RequestAborted) is { } identity
            ? (identity, new SignedIn(cookie))
            : (null, null);
    }

    public string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is null)
        {
            return Actor.ThisMachine;
        }

        // The last one was added by the proxy itself; those before it by whoever sent the request to it.
        return _isBehindProxy && IPAddress.IsLoopback(address)
            && IPAddress.TryParse(http.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim(), out var forwarded)
                ? forwarded.ToString()
                : address.ToString();
    }
}
