using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

using Weir.Server.Api;

namespace Weir.Server.Access.Accounts;

/// <summary>Users, tokens and the audit log of an environment that a running <c>weir up</c> has open, over its socket.</summary>
/// <param name="client">Makes the calls.</param>
internal sealed class RemoteAccounts(ApiClient client) : IAccounts
{
    public Task<IReadOnlyList<ListedUser>> ListUsersAsync(CancellationToken cancellationToken) =>
        client.GetAsync("users", AccountsJson.Default.IReadOnlyListListedUser, cancellationToken);

    public Task AddUserAsync(UserOrder order, CancellationToken cancellationToken) => PostAsync("users", order, AccountsJson.Default.UserOrder, cancellationToken);

    public Task RemoveUserAsync(string name, CancellationToken cancellationToken) =>
        PostAsync("users/remove", new NameOrder(name), AccountsJson.Default.NameOrder, cancellationToken);

    public Task SetPasswordAsync(string name, string password, CancellationToken cancellationToken) =>
        PostAsync("users/password", new PasswordOrder(name, password), AccountsJson.Default.PasswordOrder, cancellationToken);

    public Task<IReadOnlyList<ListedToken>> ListTokensAsync(CancellationToken cancellationToken) =>
        client.GetAsync("tokens", AccountsJson.Default.IReadOnlyListListedToken, cancellationToken);

    public async Task<MadeToken> CreateTokenAsync(TokenOrder order, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(order, AccountsJson.Default.TokenOrder);
        return await client.PostAsync("tokens", content, AccountsJson.Default.MadeToken, cancellationToken);
    }

    public async Task<MadePair> CreatePairAsync(PairOrder order, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(order, AccountsJson.Default.PairOrder);
        return await client.PostAsync("tokens/s3", content, AccountsJson.Default.MadePair, cancellationToken);
    }

    public Task RevokeTokenAsync(string name, CancellationToken cancellationToken) =>
        PostAsync("tokens/revoke", new NameOrder(name), AccountsJson.Default.NameOrder, cancellationToken);

    public Task<IReadOnlyList<ListedAudit>> ListAuditAsync(int limit, long? before, CancellationToken cancellationToken) => client.GetAsync(
        string.Create(CultureInfo.InvariantCulture, $"audit?limit={limit}{(before is null ? "" : "&before=")}{before}"),
        AccountsJson.Default.IReadOnlyListListedAudit,
        cancellationToken);

    public async Task<SignInPlace> OpenAsync(CancellationToken cancellationToken)
    {
        using var answer = await client.SendAsync(HttpMethod.Post, "tickets", null, cancellationToken);
        return await ApiClient.ReadAsync(answer, AccountsJson.Default.SignInPlace, cancellationToken);
    }

    private async Task PostAsync<T>(string url, T order, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(order, type);
        using var answer = await client.SendAsync(HttpMethod.Post, url, content, cancellationToken);
    }
}
