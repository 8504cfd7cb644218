using System.Net;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Weir.Bench.S3;

/// <summary>The least that a server can do with a file: PUT copies the body into it, GET copies it into the answer.</summary>
internal sealed class BareKestrel : IAsyncDisposable
{
    private readonly WebApplication _application;

    private BareKestrel(WebApplication application, int port) => (_application, Port) = (application, port);

    public int Port { get; }

    public static async Task<BareKestrel> StartAsync(string folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var port = 0;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var application = builder.Build();
        application.Run(http => AnswerAsync(http, Path.Combine(folder, "file")));
        await application.StartAsync();
        port = new Uri(application.Urls.First()).Port;
        return new BareKestrel(application, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext http, string path)
    {
        if (HttpMethods.IsPut(http.Request.Method))
        {
            await using var file = File.Create(path);
            await http.Request.Body.CopyToAsync(file);
            return;
        }

        await using var content = File.OpenRead(path);
        http.Response.ContentLength = content.Length;
        await content.CopyToAsync(http.Response.Body);
    }
}
