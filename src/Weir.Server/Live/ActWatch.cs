using Microsoft.AspNetCore.Http;

using Weir.Server.Access;
using Weir.Server.Access.SignIn;

namespace Weir.Server.Live;

/// <summary>Tells those who look when somebody did something, by whichever way: a page, the API, a command.</summary>
/// <param name="next">What comes after it.</param>
/// <param name="live">Tells it.</param>
internal sealed class ActWatch(RequestDelegate next, LiveFeed live)
{
    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (BrowserProof.IsChanging(http.Request.Method)
            && http.Response.StatusCode < StatusCodes.Status400BadRequest
            && http.GetEndpoint()?.Metadata is { } said
            && said.GetMetadata<Needs>() is { Role: >= Role.Operator }
            && said.GetMetadata<ToldByFlow>() is null)
        {
            live.Acted();
        }
    }
}
