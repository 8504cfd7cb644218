using Weir.Engine.Access;
using Weir.Server.Access.Accounts;

namespace Weir.Server.Access.SignIn;

/// <summary>The browsers in which somebody signed in. What they show is kept as a hash.</summary>
internal sealed class Browsers(AccessStores stores, Identities identities)
{
    /// <summary>A browser that is not heard of for so long is signed out.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromHours(12);

    /// <summary>Nobody stays signed in for longer.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(7);

    /// <summary>How exactly it is kept when a browser was last heard of: so that most requests write nothing.</summary>
    private static readonly TimeSpan Exactness = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session.</summary>
    /// <returns>What the browser is to show.</returns>
    public async Task<string> BeginAsync(Identity identity, CancellationToken cancellationToken)
    {
        var (shown, now) = (ShownSecret.New(""), stores.Time.GetUtcNow());
        await stores.Sessions.AddAsync(
            new Session(ShownSecret.HashOf(shown), identity.Of, identity.Stamp, now, now, now + Longest), cancellationToken);
        return shown;
    }

    /// <summary>Who signed in; nobody when the session is over, or they may not get in any more.</summary>
    public async Task<Identity?> FindAsync(string shown, CancellationToken cancellationToken)
    {
        var (hash, now) = (ShownSecret.HashOf(shown), stores.Time.GetUtcNow());
        if (await stores.Sessions.FindAsync(hash, cancellationToken) is not { } session)
        {
            return null;
        }

        if (now >= session.EndsAt || now >= session.SeenAt + Idle
            || await identities.FindAsync(session.Of, cancellationToken) is not { } identity || identity.Stamp != session.Stamp)
        {
            await stores.Sessions.EndAsync(hash, cancellationToken);
            return null;
        }

        if (now >= session.SeenAt + Exactness)
        {
            await stores.Sessions.TouchAsync(hash, now, cancellationToken);
        }

        return identity;
    }

    /// <summary>Ends a session.</summary>
    public Task EndAsync(string shown, CancellationToken cancellationToken) => stores.Sessions.EndAsync(ShownSecret.HashOf(shown), cancellationToken);
}
