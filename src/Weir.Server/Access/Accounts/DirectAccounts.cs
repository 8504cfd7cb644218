using System.Text.RegularExpressions;

using Weir.Engine.Access;
using Weir.Failures;
using Weir.Projects;
using Weir.Server.Operations;
using Weir.Server.S3.Keys;

namespace Weir.Server.Access.Accounts;

/// <summary>Users, tokens and the audit log of an environment that is open in this process.</summary>
/// <param name="stores">Where they are.</param>
/// <param name="project">Knows the tenants.</param>
/// <param name="actor">Who does it.</param>
/// <param name="tickets">Makes a ticket; none where no page is served.</param>
internal sealed partial class DirectAccounts(AccessStores stores, ProjectDefinition project, Actor actor, Func<SignInPlace?>? tickets = null) : IAccounts
{
    public async Task<IReadOnlyList<ListedUser>> ListUsersAsync(CancellationToken cancellationToken) =>
        [.. (await stores.Users.ListAsync(cancellationToken)).Select(ListedUser.Of)];

    public async Task AddUserAsync(UserOrder order, CancellationToken cancellationToken)
    {
        Check(order.Name, order.Role, order.Tenants);
        CheckPassword(order.Password);
        var user = new User(order.Name, order.Role, order.Tenants, stores.Passwords.Hash(order.Password), Now);
        if (!await stores.Users.PutAsync(user, isNew: true, Entry("user add", $"{order.Name} ({Rights(order.Role, order.Tenants)})"), cancellationToken))
        {
            throw Taken("user", order.Name, "Name another, or remove that one first: 'weir user rm'.");
        }
    }

    public async Task RemoveUserAsync(string name, CancellationToken cancellationToken)
    {
        if (!await stores.Users.RemoveAsync(name, Entry("user rm", name), cancellationToken))
        {
            throw Missing("user", name, "weir user list");
        }
    }

    public async Task SetPasswordAsync(string name, string password, CancellationToken cancellationToken)
    {
        CheckPassword(password);
        var user = await stores.Users.FindAsync(name, cancellationToken);
        if (user is null
            || !await stores.Users.PutAsync(user with { Password = stores.Passwords.Hash(password) }, isNew: false, Entry("user password", name), cancellationToken))
        {
            throw Missing("user", name, "weir user list");
        }
    }

    public async Task<IReadOnlyList<ListedToken>> ListTokensAsync(CancellationToken cancellationToken) =>
    [
        .. (await stores.Tokens.ListAsync(cancellationToken)).Select(token => ListedToken.Of(token, Now)),
        .. CredentialsFile.TenantsIn(stores.Folder).Select(pair => ListedToken.OfPair(pair.Name, pair.Tenant)),
    ];

    public async Task<MadeToken> CreateTokenAsync(TokenOrder order, CancellationToken cancellationToken)
    {
        Check(order.Name, order.Role, order.Tenants);
        if (order.ExpiresAt <= Now)
        {
            throw Wrong("The token would be over at once.", "Give it a time to come, such as --expires 90d.");
        }

        var shown = ShownSecret.New("weir_");
        var token = new AccessToken(order.Name, ShownSecret.HashOf(shown), order.Role, order.Tenants, actor.Who, Now, order.ExpiresAt, RevokedAt: null);
        return await stores.Tokens.AddAsync(token, Entry("token create", $"{order.Name} ({Rights(order.Role, order.Tenants)})"), cancellationToken)
            ? new MadeToken(order.Name, order.Role, order.Tenants, order.ExpiresAt, shown)
            : throw Taken("token", order.Name, "Name another, or end that one first: 'weir token revoke'.");
    }

    public async Task<MadePair> CreatePairAsync(PairOrder order, CancellationToken cancellationToken)
    {
        Check(order.Name, Roles.NameOf(Role.Operator), [order.Tenant]);
        if (CredentialsFile.Add(stores.Folder, order.Name, order.Tenant) is not var (pair, file))
        {
            throw Taken("section of keys", order.Name, "Name another, or end that one first: 'weir token revoke'.");
        }

        await stores.Audit.AppendAsync([Entry("token create", $"{order.Name} (s3 for {order.Tenant})")], cancellationToken);
        return new MadePair(order.Name, order.Tenant, pair.Id, pair.Secret, file);
    }

    public async Task RevokeTokenAsync(string name, CancellationToken cancellationToken)
    {
        if (CredentialsFile.Remove(stores.Folder, name))
        {
            await stores.Audit.AppendAsync([Entry("token revoke", $"{name} (s3)")], cancellationToken);
        }
        else if (!await stores.Tokens.RevokeAsync(name, Entry("token revoke", name), cancellationToken))
        {
            throw Missing("token", name, "weir token list");
        }
    }

    public async Task<Page<ListedAudit>> ListAuditAsync(int limit, string? after, CancellationToken cancellationToken)
    {
        var found = await stores.Audit.ListAsync(limit + 1, Cursors.Number(after), cancellationToken);
        return Page<ListedAudit>.Of(found, limit, ListedAudit.Of, last => Cursors.Of(last.Number));
    }

    public async Task<SignInPlace> OpenAsync(CancellationToken cancellationToken)
    {
        var place = tickets?.Invoke() ?? throw new RefusedException(new Failure(
            "WEIR7424", "No page is served for this environment.", "Start 'weir up' without --no-web, and open the page from there."));
        await stores.Audit.AppendAsync([Entry("ticket", null)], cancellationToken);
        return place;
    }

    private DateTimeOffset Now => stores.Time.GetUtcNow();

    private AuditEntry Entry(string what, string? on) => new(Now, actor.Who, what, on, actor.From, "ok");

    private static string Rights(string role, IReadOnlyList<string>? tenants) => tenants is null ? role : $"{role} for {string.Join(", ", tenants)}";

    private void Check(string name, string role, IReadOnlyList<string>? tenants)
    {
        if (!Fitting.IsMatch(name))
        {
            throw Wrong($"'{name}' cannot be a name.", "Use letters, digits, '.', '_', '-' and '@', at most 100, with a letter or digit first.");
        }

        if (!Roles.TryParse(role, out _))
        {
            throw Wrong($"'{role}' is no role.", $"There are {Roles.All}.");
        }

        if (tenants is [])
        {
            throw Wrong("No tenant is named.", "Name those whose share is to be seen, or leave it out for everything.");
        }

        if (tenants?.FirstOrDefault(tenant => !project.Tenants.ContainsKey(tenant)) is { } unknown)
        {
            throw Wrong(
                $"The environment '{project.Environment}' has no tenant '{unknown}'.",
                project.Tenants.Count == 0 ? "Make a file tenants/NAME.yaml for each tenant." : $"There are {string.Join(", ", project.Tenants.Keys.Order(StringComparer.Ordinal))}.");
        }

        if (tenants is not null && role == Roles.NameOf(Role.Admin))
        {
            throw Wrong("An admin is not limited to tenants.", "Make it an operator of the tenant, or leave the tenant out.");
        }
    }

    private static void CheckPassword(string password)
    {
        if (password.Length is < Passwords.Shortest or > Passwords.Longest)
        {
            throw Wrong($"The password has {password.Length} characters.", $"Choose one of {Passwords.Shortest} characters or more, and at most {Passwords.Longest}.");
        }
    }

    private static RefusedException Wrong(string message, string hint) => new(new Failure("WEIR7421", message, hint));

    private static RefusedException Taken(string kind, string name, string hint) => new(new Failure("WEIR7422", $"There is a {kind} '{name}' already.", hint));

    private static RefusedException Missing(string kind, string name, string list) =>
        new(new Failure("WEIR7423", $"There is no {kind} '{name}'.", $"See which there are with '{list}'."));

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Fitting { get; }
}
