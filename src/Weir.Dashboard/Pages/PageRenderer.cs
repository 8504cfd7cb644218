using System.Text;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Weir.Dashboard.Pages;

/// <summary>Renders a component to HTML, once for each request: no state of a page is kept.</summary>
internal static class PageRenderer
{
    public static PageContext ContextOf(HttpContext http)
    {
        var context = http.RequestServices.GetRequiredService<PageContext>();
        context.Http = http;
        return context;
    }

    public static FormTokens TokensOf(HttpContext http) => http.RequestServices.GetRequiredService<FormTokens>();

    /// <summary>Makes a page of a component.</summary>
    public static async Task<RenderedPage> RenderAsync(HttpContext http, Type page, ParameterView parameters)
    {
        var context = ContextOf(http);
        await using var renderer = new HtmlRenderer(http.RequestServices, http.RequestServices.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var rendered = await renderer.RenderComponentAsync(page, parameters);
            using var text = new StringWriter();
            text.Write(context.IsPart ? "" : "<!doctype html>\n");
            rendered.WriteHtmlTo(text);
            return new RenderedPage(context.Status, Encoding.UTF8.GetBytes(text.ToString()));
        });
    }

    public static async Task SendAsync(HttpContext http, RenderedPage page)
    {
        var answer = http.Response;
        PageHeaders.Set(answer);
        answer.Headers.CacheControl = "no-store";
        if (ContextOf(http).IsPart)
        {
            answer.Headers.ETag = page.Tag;
            if (http.Request.Headers.IfNoneMatch == page.Tag)
            {
                answer.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        answer.StatusCode = page.Status;
        answer.ContentType = "text/html; charset=utf-8";
        answer.ContentLength = page.Html.Length;
        await answer.Body.WriteAsync(page.Html, http.RequestAborted);
    }
}
