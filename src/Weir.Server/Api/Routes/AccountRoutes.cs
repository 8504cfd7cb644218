using System.Text.Json.Serialization.Metadata;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Api.Calls;

namespace Weir.Server.Api.Routes;

/// <summary>Users, tokens and the audit log: for admins alone.</summary>
/// <param name="desk">Does it, in the name of who sends a request.</param>
internal sealed class AccountRoutes(Desk desk)
{
    private const string Subject = "Access";

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(ApiRoutes.Root);
        api.MapCall(
            "GET",
            "/me",
            Role.Viewer,
            new ApiCall("show_me", Subject, "Says who asks, and what they may do.") { Answer = AccountsJson.Default.Me },
            http => Exchange.AnswerAsync(http, Me.Of(http.Features.Get<Caller>()!), AccountsJson.Default.Me));
        api.MapCall(
            "GET",
            "/users",
            Role.Admin,
            new ApiCall("list_users", Subject, "Lists who gets in with a name and a password.") { Answer = AccountsJson.Default.PageListedUser },
            async http => await Exchange.AllAsync(http, await desk.Of(http).ListUsersAsync(http.RequestAborted), AccountsJson.Default.PageListedUser));
        api.MapCall(
            "GET",
            "/tokens",
            Role.Admin,
            new ApiCall("list_tokens", Subject, "Lists what programs get in with: tokens and pairs of S3 keys, never what is shown.") { Answer = AccountsJson.Default.PageListedToken },
            async http => await Exchange.AllAsync(http, await desk.Of(http).ListTokensAsync(http.RequestAborted), AccountsJson.Default.PageListedToken));
        api.MapCall(
            "GET",
            "/audit",
            Role.Admin,
            new ApiCall("list_audit", Subject, "Lists who changed what, the newest first.") { Asks = [Ask.After, Ask.Limit], Answer = AccountsJson.Default.PageListedAudit },
            ListAuditAsync);
        MapChanges(api);
    }

    /// <summary>Each of these notes itself, in one transaction with what it changes.</summary>
    private void MapChanges(RouteGroupBuilder api)
    {
        Do(api, "/users", new ApiCall("add_user", Subject, "Adds somebody who gets in with a name and a password.") { Fails = [409] }, ApiJson.Default.UserOrder, (mine, order, stop) => mine.AddUserAsync(order, stop));
        Do(api, "/users/remove", new ApiCall("remove_user", Subject, "Removes a user, who is signed out everywhere.") { Fails = [404] }, ApiJson.Default.NameOrder, (mine, order, stop) => mine.RemoveUserAsync(order.Name, stop));
        Do(
            api,
            "/users/password",
            new ApiCall("set_password", Subject, "Gives a user another password. The browsers in which the user signed in are signed out.") { Fails = [404] },
            ApiJson.Default.PasswordOrder,
            (mine, order, stop) => mine.SetPasswordAsync(order.Name, order.Password, stop));
        Make(api, "/tokens", new ApiCall("create_token", Subject, "Makes a token, and shows it: here, and never again.") { Fails = [409] }, ApiJson.Default.TokenOrder, (mine, order, stop) => mine.CreateTokenAsync(order, stop), AccountsJson.Default.MadeToken);
        Make(
            api,
            "/tokens/s3",
            new ApiCall("create_s3_keys", Subject, "Makes a pair of S3 keys that reaches one tenant's objects alone.") { Fails = [409, 422] },
            ApiJson.Default.PairOrder,
            (mine, order, stop) => mine.CreatePairAsync(order, stop),
            AccountsJson.Default.MadePair);
        Do(api, "/tokens/revoke", new ApiCall("revoke_token", Subject, "Ends a token or a pair of S3 keys.") { Fails = [404] }, ApiJson.Default.NameOrder, (mine, order, stop) => mine.RevokeTokenAsync(order.Name, stop));
        api.MapCall(
                "POST",
                "/tickets",
                Role.Admin,
                new ApiCall("make_ticket", Subject, "Makes a ticket, which lets a browser in once, as who asks for it, within a minute.") { Answer = AccountsJson.Default.SignInPlace, Fails = [409] },
                async http => await Exchange.AnswerAsync(http, await desk.Of(http).OpenAsync(http.RequestAborted), AccountsJson.Default.SignInPlace))
            .WithMetadata(new NotesItself());
    }

    private async Task ListAuditAsync(HttpContext http) => await Exchange.AnswerAsync(
        http, await desk.Of(http).ListAuditAsync(Exchange.LimitOf(http), Exchange.AfterOf(http), http.RequestAborted), AccountsJson.Default.PageListedAudit);

    /// <summary>A change of which there is nothing to tell.</summary>
    private void Do<TOrder>(RouteGroupBuilder api, string path, ApiCall call, JsonTypeInfo<TOrder> body, Func<IAccounts, TOrder, CancellationToken, Task> change)
        where TOrder : class => Change(api, path, call with { AnswerStatus = StatusCodes.Status204NoContent, AnswerTypes = [] }, body, async (http, order) =>
        {
            await change(desk.Of(http), order, http.RequestAborted);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        });

    /// <summary>A change that makes something to be shown.</summary>
    private void Make<TOrder, TMade>(
        RouteGroupBuilder api, string path, ApiCall call, JsonTypeInfo<TOrder> body, Func<IAccounts, TOrder, CancellationToken, Task<TMade>> make, JsonTypeInfo<TMade> answer)
        where TOrder : class => Change(api, path, call with { Answer = answer }, body, async (http, order) =>
            await Exchange.AnswerAsync(http, await make(desk.Of(http), order, http.RequestAborted), answer));

    private static void Change<TOrder>(RouteGroupBuilder api, string path, ApiCall call, JsonTypeInfo<TOrder> body, Func<HttpContext, TOrder, Task> change)
        where TOrder : class => api
            .MapCall("POST", path, Role.Admin, call with { Body = body }, async http => await change(http, await Exchange.BodyAsync(http, body)))
            .WithMetadata(new NotesItself());
}
