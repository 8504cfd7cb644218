using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Dashboard.Pages;
using Weir.Server.Access;
using Weir.Server.Access.Accounts;

namespace Weir.Dashboard.Accounts;

/// <summary>The pages on which admins say who may do what, and see who did.</summary>
internal static class AccessRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<UsersPage>("/users").Needs(Role.Admin);
        routes.MapPage<AuditPage>("/audit").Needs(Role.Admin);

        // Each of these notes itself, in one transaction with what it changes.
        Change(routes, "/users/add", AddAsync);
        Change(routes, "/users/remove", RemoveAsync);
        Change(routes, "/users/password", SetPasswordAsync);
        Change(routes, "/tokens/revoke", RevokeAsync);
        routes.MapPost("/tokens/create", (RequestDelegate)CreateAsync).Needs(Role.Admin).WithMetadata(new NotesItself());
    }

    private static void Change(IEndpointRouteBuilder routes, string pattern, Func<HttpContext, IFormCollection, Task<Done>> change) =>
        routes.MapAction(pattern, change).Needs(Role.Admin).WithMetadata(new NotesItself());

    private static async Task<Done> AddAsync(HttpContext http, IFormCollection form)
    {
        var order = new UserOrder(NameOf(form), $"{form["role"]}", $"{form["password"]}", TenantsOf(form));
        await Of(http).AddUserAsync(order, http.RequestAborted);
        return new Done("/users", $"{order.Name} may sign in.");
    }

    private static async Task<Done> RemoveAsync(HttpContext http, IFormCollection form)
    {
        await Of(http).RemoveUserAsync(NameOf(form), http.RequestAborted);
        return new Done("/users", $"{NameOf(form)} is no user any more, and signed out everywhere.");
    }

    private static async Task<Done> SetPasswordAsync(HttpContext http, IFormCollection form)
    {
        await Of(http).SetPasswordAsync(NameOf(form), $"{form["password"]}", http.RequestAborted);
        return new Done("/users", $"{NameOf(form)} has another password, and is signed out everywhere.");
    }

    private static async Task<Done> RevokeAsync(HttpContext http, IFormCollection form)
    {
        await Of(http).RevokeTokenAsync(NameOf(form), http.RequestAborted);
        return new Done("/users", $"The token {NameOf(form)} opens nothing any more.");
    }

    /// <summary>The answer itself is the page that shows the token: it stands in no address, in no cookie, and nowhere a second time.</summary>
    private static async Task CreateAsync(HttpContext http)
    {
        var form = await PageRoutes.FormAsync(http);
        var expires = int.TryParse(form["days"], out var days) && days > 0 ? http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(days) : (DateTimeOffset?)null;
        var made = await Of(http).CreateTokenAsync(new TokenOrder(NameOf(form), $"{form["role"]}", TenantsOf(form), expires), http.RequestAborted);
        await PageRenderer.SendAsync(http, await PageRenderer.RenderAsync(http, typeof(MadeTokenPage), ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(MadeTokenPage.Name)] = made.Name,
            [nameof(MadeTokenPage.Rights)] = AccountTexts.Rights(made.Role, made.Tenants),
            [nameof(MadeTokenPage.ExpiresAt)] = made.ExpiresAt,
            [nameof(MadeTokenPage.Token)] = made.Token,
        })));
    }

    private static IAccounts Of(HttpContext http) => http.RequestServices.GetRequiredService<Desk>().Of(http);

    private static string NameOf(IFormCollection form) => form["name"].ToString().Trim();

    private static string[]? TenantsOf(IFormCollection form) => form["tenant"] is { Count: > 0 } named ? [.. named.OfType<string>()] : null;
}
