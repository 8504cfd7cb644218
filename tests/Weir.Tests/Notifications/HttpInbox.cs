using System.Text.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weir.Tests.Notifications;

/// <summary>A server that keeps what is posted to it.</summary>
internal sealed class HttpInbox : IAsyncDisposable
{
    private readonly List<(string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body)> _letters = [];
    private readonly List<string> _ids = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly WebApplication _app;
    private int _posted;

    private HttpInbox()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/{**path}", TakeAsync);
    }

    /// <summary>The status that a post is answered with, by its number from one; none for no answer at all. 200 by default.</summary>
    public Func<int, int?> Answer { get; set; } = _ => 200;

    /// <summary>What an answer says.</summary>
    public string Says { get; set; } = "ok";

    public string Url => _app.Urls.First();

    /// <summary>What was taken, of which the answer said so.</summary>
    public IReadOnlyList<(string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body)> Letters
    {
        get
        {
            lock (_letters)
            {
                return [.. _letters];
            }
        }
    }

    /// <summary>The ids of all that was posted, whatever it was answered.</summary>
    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (_letters)
            {
                return [.. _ids];
            }
        }
    }

    public static async Task<HttpInbox> StartAsync()
    {
        var inbox = new HttpInbox();
        await inbox._app.StartAsync();
        return inbox;
    }

    /// <summary>Completes once so many more posts have come, whatever they were answered.</summary>
    public async Task PostedAsync(int count)
    {
        for (var at = 0; at < count; at++)
        {
            Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(60)), "Nothing was posted.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task TakeAsync(HttpContext http)
    {
        var status = Answer(Interlocked.Increment(ref _posted));
        var body = await JsonDocument.ParseAsync(http.Request.Body);
        lock (_letters)
        {
            _ids.Add(http.Request.Headers["Idempotency-Key"].ToString());
            if (status is >= 200 and < 300)
            {
                _letters.Add((http.Request.Path, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()), body.RootElement));
            }
        }

        _arrived.Release();
        if (status is not { } code)
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        http.Response.StatusCode = code;
        await http.Response.WriteAsync(Says);
    }
}
