using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Failures;
using Weir.Server.Access.SignIn;

namespace Weir.Server.Access;

/// <summary>Lets through who may call an endpoint. Stands after routing, so that it knows which.</summary>
/// <param name="next">What comes after it.</param>
/// <param name="door">Says who calls.</param>
internal sealed class AccessGate(RequestDelegate next, IDoor door)
{
    /// <exception cref="RefusedException">
    /// WEIR7405: nobody knows who calls. WEIR7406: they may not. WEIR7425: they are limited to tenants, and it is not. WEIR7426: a browser does
    /// not say that a page of ours has it changed.
    /// </exception>
    public async Task InvokeAsync(HttpContext http)
    {
        // What is no route is routing's own answer, such as 'method not allowed'.
        if (http.GetEndpoint() is RouteEndpoint endpoint)
        {
            var (identity, session) = await door.IdentifyAsync(http);
            var needs = endpoint.Metadata.GetMetadata<Needs>();
            if (identity is null && needs is not { Role: null } && IsPage(http))
            {
                http.Response.StatusCode = StatusCodes.Status303SeeOther;
                http.Response.Headers.Location = SignInPage.Path + (http.Request.Path == "/" ? "" : QueryString.Create("to", http.Request.Path + http.Request.QueryString));
                return;
            }

            if (identity is not null)
            {
                Know(http, identity, session);
                door.Trail.Watch(http, identity.Caller, door.AddressOf(http));
            }

            Check(http, endpoint, needs, identity?.Caller, session);
        }

        await next(http);
    }

    /// <summary>Has all that comes after it know who sends a request; it lets nobody in anywhere.</summary>
    public static void Know(HttpContext http, Identity identity, SignedIn? session)
    {
        http.Features.Set(identity);
        http.Features.Set(identity.Caller);
        http.Features.Set(session);
        CurrentCaller.Value = identity.Caller;
    }

    private static void Check(HttpContext http, RouteEndpoint endpoint, Needs? needs, Caller? caller, SignedIn? session)
    {
        Rights.Check(caller, http.Request.Method, endpoint);
        if (needs is not { Role: null } && session is not null && BrowserProof.IsChanging(http.Request.Method) && !BrowserProof.IsShown(http.Request))
        {
            throw new RefusedException(new Failure(
                "WEIR7426",
                "The browser does not say that a page of this server sent the request.",
                "Use the page itself; programs send a token instead of a cookie: Authorization: Bearer TOKEN."));
        }
    }

    /// <summary>Whether somebody looks at a page, who can be sent to sign in.</summary>
    private static bool IsPage(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && http.Request.Headers.Authorization.Count == 0
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
