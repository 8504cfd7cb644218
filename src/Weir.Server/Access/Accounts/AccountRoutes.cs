using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Failures;

namespace Weir.Server.Access.Accounts;

/// <summary>Users, tokens and the audit log under <c>/api/v1</c>: for admins alone.</summary>
/// <param name="desk">Does it, in the name of who sends a request.</param>
internal sealed class AccountRoutes(Desk desk)
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 10_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").Needs(Role.Admin);
        api.MapGet("/users", async (HttpContext http) =>
            await AnswerAsync(http, await desk.Of(http).ListUsersAsync(http.RequestAborted), AccountsJson.Default.IReadOnlyListListedUser));
        api.MapGet("/tokens", async (HttpContext http) =>
            await AnswerAsync(http, await desk.Of(http).ListTokensAsync(http.RequestAborted), AccountsJson.Default.IReadOnlyListListedToken));
        api.MapGet("/audit", ListAuditAsync);
        routes.MapGet("/api/v1/me", (HttpContext http) => AnswerAsync(http, Me.Of(http.Features.Get<Caller>()!), AccountsJson.Default.Me)).Needs(Role.Viewer);

        // Each of these notes itself, in one transaction with what it changes.
        var changes = api.MapGroup("").WithMetadata(new NotesItself());
        changes.MapPost("/users", async (HttpContext http) => await desk.Of(http).AddUserAsync(await ReadAsync(http, AccountsJson.Default.UserOrder), http.RequestAborted));
        changes.MapPost("/users/remove", async (HttpContext http) =>
            await desk.Of(http).RemoveUserAsync((await ReadAsync(http, AccountsJson.Default.NameOrder)).Name, http.RequestAborted));
        changes.MapPost("/users/password", async (HttpContext http) =>
        {
            var order = await ReadAsync(http, AccountsJson.Default.PasswordOrder);
            await desk.Of(http).SetPasswordAsync(order.Name, order.Password, http.RequestAborted);
        });
        changes.MapPost("/tokens", async (HttpContext http) => await AnswerAsync(
            http, await desk.Of(http).CreateTokenAsync(await ReadAsync(http, AccountsJson.Default.TokenOrder), http.RequestAborted), AccountsJson.Default.MadeToken));
        changes.MapPost("/tokens/s3", async (HttpContext http) => await AnswerAsync(
            http, await desk.Of(http).CreatePairAsync(await ReadAsync(http, AccountsJson.Default.PairOrder), http.RequestAborted), AccountsJson.Default.MadePair));
        changes.MapPost("/tokens/revoke", async (HttpContext http) =>
            await desk.Of(http).RevokeTokenAsync((await ReadAsync(http, AccountsJson.Default.NameOrder)).Name, http.RequestAborted));
        changes.MapPost("/tickets", async (HttpContext http) =>
            await AnswerAsync(http, await desk.Of(http).OpenAsync(http.RequestAborted), AccountsJson.Default.SignInPlace));
    }

    private async Task ListAuditAsync(HttpContext http)
    {
        var limit = Number(http, "limit") is { } asked ? (int)Math.Clamp(asked, 1, LargestLimit) : DefaultLimit;
        await AnswerAsync(
            http, await desk.Of(http).ListAuditAsync(limit, Number(http, "before"), http.RequestAborted), AccountsJson.Default.IReadOnlyListListedAudit);
    }

    private static long? Number(HttpContext http, string name) => !http.Request.Query.TryGetValue(name, out var text)
        ? null
        : long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong($"'{name}' must be a number.");

    private static Task AnswerAsync<T>(HttpContext http, T answer, JsonTypeInfo<T> type) =>
        http.Response.WriteAsJsonAsync(answer, type, cancellationToken: http.RequestAborted);

    private static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            if (!http.Request.HasJsonContentType())
            {
                throw Wrong("The body is no JSON: its Content-Type is not application/json.");
            }

            return await http.Request.ReadFromJsonAsync(type, http.RequestAborted) ?? throw Wrong("The body is empty.");
        }
        catch (JsonException)
        {
            // Its message may quote the body, and that a password.
            throw Wrong($"The body is not the JSON that {http.Request.Path} takes.");
        }
    }

    private static RefusedException Wrong(string what) => new(new Failure("WEIR7421", what, "See docs/guides/access.md for what it takes."));
}
