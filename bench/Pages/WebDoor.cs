using System.Net;
using System.Net.Http.Headers;

using Weir.Server.Access;

namespace Weir.Bench.Pages;

/// <summary>The web server of a project that runs, as its owner reaches it.</summary>
internal static class WebDoor
{
    /// <summary>A client that gets what is compressed as it is sent: what is transferred is to be counted.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="below">A path to begin all others with, such as <c>api/v1/</c>.</param>
    public static HttpClient Open(string folder, string below = "")
    {
        var file = OwnersFile.Open(Path.Combine(folder, ".weir", "local"));
        var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, UseCookies = false })
        {
            BaseAddress = new Uri($"{file.Find("weir", "url")}/{below}"),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", file.Find("weir", "token"));
        return http;
    }
}
