using System.Net;

namespace Weir.Engine.Http;

/// <summary>How steps reach the web.</summary>
/// <param name="Client">Makes the requests. It follows no redirects and keeps no cookies.</param>
/// <param name="Limits">The clock by which a request that is not answered is given up.</param>
/// <param name="RestAsync">Lets time pass between two tries.</param>
internal sealed record Web(HttpMessageInvoker Client, TimeProvider Limits, Func<TimeSpan, CancellationToken, Task> RestAsync)
{
    /// <summary>Connections are used again, by all steps. Nothing of one request is kept for another.</summary>
    private static readonly HttpMessageInvoker Shared = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 64,
    });

    /// <summary>The web as this machine reaches it, by one clock.</summary>
    public static Web By(TimeProvider time) => new(Shared, time, (wait, cancellationToken) => Task.Delay(wait, time, cancellationToken));
}
