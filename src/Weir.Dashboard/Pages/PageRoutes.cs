using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Failures;
using Weir.Server.Access;
using Weir.Server.Live;
using Weir.Server.Web;

namespace Weir.Dashboard.Pages;

/// <summary>Makes pages and the actions of their forms endpoints.</summary>
internal static class PageRoutes
{
    private const string NoticeCookie = "weir_notice";

    /// <summary>A page: a component that is rendered for each request. Viewers may see it, unless <c>Needs</c> says something else after it.</summary>
    /// <typeparam name="TPage">The component; its root is <see cref="Layout.Frame"/>.</typeparam>
    /// <param name="routes">Where.</param>
    /// <param name="pattern">Its path.</param>
    /// <param name="topics">The topics whose news change it; none for a page that stands still.</param>
    public static IEndpointConventionBuilder MapPage<TPage>(this IEndpointRouteBuilder routes, string pattern, params string[] topics)
        where TPage : IComponent => MapPage<TPage>(routes, pattern, _ => null, topics);

    /// <summary>The same for a page that is not for everybody who may see pages.</summary>
    /// <typeparam name="TPage">The component; its root is <see cref="Layout.Frame"/>.</typeparam>
    /// <param name="routes">Where.</param>
    /// <param name="pattern">Its path.</param>
    /// <param name="instead">The path of the page that whoever looks is led to; none when this one is for them.</param>
    /// <param name="topics">The topics whose news change it; none for a page that stands still.</param>
    public static IEndpointConventionBuilder MapPage<TPage>(
        this IEndpointRouteBuilder routes, string pattern, Func<PageContext, string?> instead, params string[] topics)
        where TPage : IComponent
    {
        var live = topics.Length == 0 ? null : string.Join(' ', topics);
        return routes.MapGet(pattern, (RequestDelegate)(http => instead(PageRenderer.ContextOf(http)) is { } elsewhere
            ? GoAsync(http, elsewhere)
            : SendAsync(http, typeof(TPage), live))).Needs(Role.Viewer);
    }

    /// <summary>What a form does. It is refused when the form was not sent from a page of ours; after it the browser goes on to a page. Operators may do it, unless <c>Needs</c> says something else.</summary>
    public static IEndpointConventionBuilder MapAction(
        this IEndpointRouteBuilder routes, string pattern, Func<HttpContext, IFormCollection, Task<Done>> action) =>
        routes.MapPost(pattern, (RequestDelegate)(http => ActAsync(http, action))).Needs(Role.Operator);

    /// <summary>Sends a page, or in its place why there is none.</summary>
    private static async Task SendAsync(HttpContext http, Type page, string? topics)
    {
        var context = PageRenderer.ContextOf(http);
        context.Topics = topics;
        await PageRenderer.SendAsync(http, context.IsPart && topics is not null ? await SharedAsync(http, page, topics) : await WholeAsync(http, page));
    }

    private static Task<RenderedPage> WholeAsync(HttpContext http, Type page)
    {
        if (http.Request.Cookies[NoticeCookie] is { } notice)
        {
            PageRenderer.ContextOf(http).Notice = Encoding.UTF8.TryDecode(notice);
            http.Response.Cookies.Delete(NoticeCookie);
        }

        return PageRenderer.RenderAsync(http, page, ParameterView.Empty);
    }

    /// <summary>What of a page changes is the same for all who may see the same.</summary>
    private static Task<RenderedPage> SharedAsync(HttpContext http, Type page, string topics) =>
        http.RequestServices.GetRequiredService<PageCache>().GetAsync(
            $"{KeyOf(http.Features.Get<Caller>())} {http.Request.Path}{http.Request.QueryString}",
            Topics.Read(topics),
            () => PageRenderer.RenderAsync(http, page, ParameterView.Empty),
            http.RequestAborted);

    private static string KeyOf(Caller? caller) => caller is null ? "" : $"{caller.Role} {(caller.Tenants is { } tenants ? string.Join(',', tenants) : "*")}";

    private static async Task ActAsync(HttpContext http, Func<HttpContext, IFormCollection, Task<Done>> action)
    {
        var done = await action(http, await FormAsync(http));
        if (done.Notice is not null)
        {
            Notice(http, done.Notice);
        }

        await GoAsync(http, done.Location);
    }

    /// <summary>Leads the browser to another page.</summary>
    public static Task GoAsync(HttpContext http, string path)
    {
        PageHeaders.Set(http.Response);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = path;
        return Task.CompletedTask;
    }

    /// <summary>What is said of a form that was not sent from a page of ours.</summary>
    public static RefusedException Foreign() => new RefusedException(new Failure(
        "WEIR7460",
        "What was sent did not come from a page that this weir made, or weir has another token than then.",
        "Go back, load the page again, and send it once more."));

    /// <summary>Has the next page say what was done.</summary>
    public static void Notice(HttpContext http, string notice) => http.Response.Cookies.Append(
        NoticeCookie,
        Convert.ToBase64String(Encoding.UTF8.GetBytes(notice)),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromSeconds(30), Path = "/" });

    /// <summary>The form of a request that was sent from a page of ours.</summary>
    /// <exception cref="RefusedException">WEIR7460: it was not.</exception>
    public static async Task<IFormCollection> FormAsync(HttpContext http)
    {
        var form = await Forms.ReadAsync(http);
        return PageRenderer.TokensOf(http).IsFrom(http, form[FormTokens.Field])
            ? form
            : throw Foreign();
    }

    /// <summary>A cookie that somebody spoiled says nothing.</summary>
    private static string? TryDecode(this Encoding encoding, string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? encoding.GetString(bytes, 0, length) : null;
    }
}
