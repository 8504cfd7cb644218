using System.Globalization;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Failures;
using Weir.Server.Web;

namespace Weir.Server.Access.SignIn;

/// <summary>Signs people in and out: by a name and a password, by a token, or by a ticket.</summary>
internal sealed class SignInRoutes(Door door)
{
    private const long LargestForm = 16 << 10;

    private static readonly Failure Wrong = new(
        "WEIR7427", "The name and the password do not belong together, or the token opens nothing.", "Try again; 'weir user password' gives a new one.");

    private static readonly PlainSignInPage Plain = new();

    /// <summary>Each costs a tenth of a second of a processor: others wait, so that guessing does not stop the flow.</summary>
    private static readonly SemaphoreSlim Computing = new(2);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(SignInPage.Path, [HttpMethods.Get, HttpMethods.Head], ShowAsync).ForAnybody();
        routes.MapPost(SignInPage.Path, SignInAsync).ForAnybody();
        routes.MapGet(SignInPage.Path + "/ticket", TakeTicketAsync).ForAnybody();
        routes.MapGet(PlainSignInPage.StylePath, StyleAsync).ForAnybody();
        routes.MapPost("/sign-out", SignOutAsync).Needs(Role.Viewer);
    }

    private async Task ShowAsync(HttpContext http) => await PageOf(http).AskAsync(http, await FormAsync(http, SignInPage.Local(http.Request.Query["to"])));

    private static Task StyleAsync(HttpContext http)
    {
        http.Response.ContentType = "text/css; charset=utf-8";
        http.Response.Headers.CacheControl = "max-age=3600";
        return http.Response.WriteAsync(PlainSignInPage.Style, http.RequestAborted);
    }

    private async Task SignInAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestForm;
        }

        var (form, stop) = (await Forms.ReadAsync(http), http.RequestAborted);
        var (name, shown, to) = (form["name"].ToString().Trim(), form["password"].ToString(), SignInPage.Local(form["to"]));
        var address = door.AddressOf(http);
        var isGuessable = name.Length > 0;
        if (isGuessable && door.Limits.WaitOf(name, address) is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await PageOf(http).AskAsync(http, await FormAsync(http, to) with
            {
                Status = StatusCodes.Status429TooManyRequests,
                Name = name,
                Wrong = new Failure("WEIR7428", "There were too many tries.", SignInLimits.HintOf(wait)),
            });
            return;
        }

        if (await IdentifyAsync(name, shown, stop) is { } identity)
        {
            door.Limits.GotIn(name);
            await LetInAsync(http, identity, "sign in");
            Send(http, to);
            return;
        }

        if (isGuessable)
        {
            door.Limits.Failed(name, address);
        }

        await door.Trail.NoteAsync(name.Length == 0 ? "somebody" : name, "sign in", null, address, "refused");
        await PageOf(http).AskAsync(http, await FormAsync(http, to) with { Status = StatusCodes.Status401Unauthorized, Name = name, Wrong = Wrong });
    }

    private async Task<Identity?> IdentifyAsync(string name, string shown, CancellationToken cancellationToken)
    {
        if (name.Length == 0)
        {
            return await door.Identities.OfTokenAsync(shown, cancellationToken);
        }

        await Computing.WaitAsync(cancellationToken);
        try
        {
            return await door.Identities.OfPasswordAsync(name, shown, cancellationToken);
        }
        finally
        {
            Computing.Release();
        }
    }

    private async Task TakeTicketAsync(HttpContext http)
    {
        if (door.Tickets.Take(http.Request.Query["ticket"].ToString()) is { } of && await door.Identities.FindAsync(of, http.RequestAborted) is { } identity)
        {
            await LetInAsync(http, identity, "sign in by ticket");

            // A page of its own, and from there to the dashboard: who came from elsewhere would not have the cookie sent along a redirect.
            await PageOf(http).WelcomeAsync(http);
            return;
        }

        await PageOf(http).AskAsync(http, await FormAsync(http, "/") with
        {
            Status = StatusCodes.Status401Unauthorized,
            Wrong = new Failure("WEIR7429", "The ticket was used before, or is older than a minute.", "'weir open' makes another."),
        });
    }

    private async Task LetInAsync(HttpContext http, Identity identity, string how)
    {
        if (SessionCookie.Of(http) is { } before)
        {
            await door.Browsers.EndAsync(before, http.RequestAborted);
        }

        SessionCookie.Set(http, await door.Browsers.BeginAsync(identity, http.RequestAborted));
        await door.Trail.NoteAsync(identity.Caller.Name, how, null, door.AddressOf(http), "ok");
    }

    private async Task SignOutAsync(HttpContext http)
    {
        if (http.Features.Get<SignedIn>() is { } session)
        {
            await door.Browsers.EndAsync(session.Shown, http.RequestAborted);
            await door.Trail.NoteAsync(http.Features.Get<Caller>()!.Name, "sign out", null, door.AddressOf(http), "ok");
        }

        SessionCookie.Clear(http);
        Send(http, SignInPage.Path);
    }

    private async Task<SignInForm> FormAsync(HttpContext http, string to) => new(await door.Identities.AnyUsersAsync(http.RequestAborted), to);

    /// <summary>The page that belongs to the other ones, where there are some.</summary>
    private static ISignInPage PageOf(HttpContext http) => http.RequestServices.GetService<ISignInPage>() ?? Plain;

    private static void Send(HttpContext http, string to)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = to;
        http.Response.Headers.CacheControl = "no-store";
    }
}
