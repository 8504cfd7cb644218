using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

using Weir.Server.Api;
using Weir.Server.Operations;

namespace Weir.Server.Access.Accounts;

/// <summary>Users, tokens and the audit log of an environment that a running <c>weir up</c> has open, over its socket.</summary>
/// <param name="client">Makes the calls.</param>
internal sealed class RemoteAccounts(ApiClient client) : IAccounts
{
    public async Task<IReadOnlyList<ListedUser>> ListUsersAsync(CancellationToken cancellationToken) =>
        (await client.GetAsync("users", AccountsJson.Default.PageListedUser, cancellationToken)).Items;

    public Task AddUserAsync(UserOrder order, CancellationToken cancellationToken) => PostAsync("users", order, ApiJson.Default.UserOrder, cancellationToken);

    public Task RemoveUserAsync(string name, CancellationToken cancellationToken) =>
        PostAsync("users/remove", new NameOrder(name), ApiJson.Default.NameOrder, cancellationToken);

    public Task SetPasswordAsync(string name, string password, CancellationToken cancellationToken) =>
        PostAsync("users/password", new PasswordOrder(name, password), ApiJson.Default.PasswordOrder, cancellationToken);

    public async Task<IReadOnlyList<ListedToken>> ListTokensAsync(CancellationToken cancellationToken) =>
        (await client.GetAsync("tokens", AccountsJson.Default.PageListedToken, cancellationToken)).Items;

    public async Task<MadeToken> CreateTokenAsync(TokenOrder order, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(order, ApiJson.Default.TokenOrder);
        return await client.PostAsync("tokens", content, AccountsJson.Default.MadeToken, cancellationToken);
    }

    public async Task<MadePair> CreatePairAsync(PairOrder order, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(order, ApiJson.Default.PairOrder);
        return await client.PostAsync("tokens/s3", content, AccountsJson.Default.MadePair, cancellationToken);
    }

    public Task RevokeTokenAsync(string name, CancellationToken cancellationToken) =>
        PostAsync("tokens/revoke", new NameOrder(name), ApiJson.Default.NameOrder, cancellationToken);

    public Task<Page<ListedAudit>> ListAuditAsync(int limit, string? after, CancellationToken cancellationToken) => client.GetAsync(
        ApiClient.Url("audit", ("limit", ApiClient.Text(limit)), ("after", after)), AccountsJson.Default.PageListedAudit, cancellationToken);

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
