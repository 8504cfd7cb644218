using Weir.Engine.Access;
using Weir.Server.Access.Accounts;

namespace Weir.Server.Access;

/// <summary>Finds out who somebody is by what they show: the owner's token, a named token, or a name and a password.</summary>
/// <param name="stores">Who may get in.</param>
/// <param name="owner">The token of this machine's user.</param>
internal sealed class Identities(AccessStores stores, OwnerToken owner)
{
    /// <summary>What a session of this machine's user is of.</summary>
    public const string OwnerOf = "owner";

    private const string UserOf = "user:";
    private const string TokenOf = "token:";

    /// <summary>This machine's user.</summary>
    public Identity Owner { get; } = new(OwnerOf, ShownSecret.HashOf(owner.Secret), Caller.Owner);

    /// <summary>By a token; nobody when it opens nothing.</summary>
    public async Task<Identity?> OfTokenAsync(string shown, CancellationToken cancellationToken) =>
        owner.Is(shown) ? Owner : Of(await stores.Tokens.FindAsync(ShownSecret.HashOf(shown), cancellationToken));

    /// <summary>By a name and a password; nobody when they do not belong together. It takes as long for a name that nobody has.</summary>
    public async Task<Identity?> OfPasswordAsync(string name, string password, CancellationToken cancellationToken)
    {
        if (password.Length > Passwords.Longest)
        {
            return null;
        }

        var user = await stores.Users.FindAsync(name, cancellationToken);
        var isGood = await Task.Run(() => stores.Passwords.Is(user?.Password, password), cancellationToken);
        if (!isGood || user is null)
        {
            return null;
        }

        if (stores.Passwords.IsOutdated(user.Password))
        {
            var renewed = user with { Password = stores.Passwords.Hash(password) };
            var entry = new AuditEntry(stores.Time.GetUtcNow(), name, "user password", "kept in today's way", Actor.ThisMachine, "ok");
            user = await stores.Users.PutAsync(renewed, isNew: false, entry, cancellationToken) ? renewed : user;
        }

        return Of(user);
    }

    /// <summary>Who it is now that a session is of; nobody when they may not get in any more.</summary>
    public async Task<Identity?> FindAsync(string of, CancellationToken cancellationToken) => of switch
    {
        OwnerOf => Owner,
        _ when of.StartsWith(UserOf, StringComparison.Ordinal) =>
            await stores.Users.FindAsync(of[UserOf.Length..], cancellationToken) is { } user ? Of(user) : null,
        _ when of.StartsWith(TokenOf, StringComparison.Ordinal) => Of(await stores.Tokens.FindAsync(of[TokenOf.Length..], cancellationToken)),
        _ => null,
    };

    /// <summary>Whether anybody but this machine's user may get in.</summary>
    public async Task<bool> AnybodyElseAsync(CancellationToken cancellationToken) =>
        await AnyUsersAsync(cancellationToken) || (await stores.Tokens.ListAsync(cancellationToken)).Any(token => token.IsGood(stores.Time.GetUtcNow()));

    /// <summary>Whether there are users.</summary>
    public async Task<bool> AnyUsersAsync(CancellationToken cancellationToken) => (await stores.Users.ListAsync(cancellationToken)).Count > 0;

    private Identity? Of(AccessToken? token) => token?.IsGood(stores.Time.GetUtcNow()) == true && Roles.TryParse(token.Role, out var role)
        ? new Identity(TokenOf + token.Hash, token.Hash, new Caller($"token {token.Name}", role, token.Tenants))
        : null;

    private static Identity? Of(User user) => Roles.TryParse(user.Role, out var role)
        ? new Identity(UserOf + user.Name, ShownSecret.HashOf(user.Password), new Caller(user.Name, role, user.Tenants))
        : null;
}
