using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Dashboard.Pages;
using Weir.Server.Access;

namespace Weir.Dashboard.Assets;

/// <summary>Hands out the style, the script and the mark.</summary>
internal static class AssetRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var asset in Asset.All)
        {
            routes.MapGet($"/assets/{asset.Name}", http => SendAsync(asset, http)).ForAnybody();
        }
    }

    private static async Task SendAsync(Asset asset, HttpContext http)
    {
        var answer = http.Response;
        var etag = $"\"{asset.Version}\"";
        PageHeaders.Set(answer);
        answer.Headers.ETag = etag;
        answer.Headers.Vary = "Accept-Encoding";
        answer.Headers.CacheControl = http.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        if (http.Request.Headers.IfNoneMatch == etag)
        {
            answer.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (bytes, encoding) = asset.For(http.Request.Headers.AcceptEncoding.ToString());
        if (encoding is not null)
        {
            answer.Headers.ContentEncoding = encoding;
        }

        answer.ContentType = asset.Type;
        answer.ContentLength = bytes.Length;
        await answer.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
