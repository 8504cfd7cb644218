using System.Net;
using System.Text.RegularExpressions;

namespace Weir.Bench.Pages;

/// <summary>Somebody who has a page open: it is fetched, then its news are listened to, and it is fetched again with each, as the page's script does.</summary>
internal sealed partial class PageViewer : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly HttpClient _http;
    private readonly string _path;
    private readonly Task _looking;
    private int _news;

    private PageViewer(HttpClient http, string path, string topics)
    {
        (_http, _path) = (http, path);
        _looking = LookAsync(topics);
    }

    /// <summary>How often the page was fetched again.</summary>
    public int News => Volatile.Read(ref _news);

    public static async Task<PageViewer> OpenAsync(HttpClient http, string path)
    {
        var page = await http.GetStringAsync(path);
        var topics = Live().Match(page);
        return topics.Success
            ? new PageViewer(http, path, topics.Groups[1].Value)
            : throw new InvalidOperationException($"The page {path} is not live.");
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _looking;
        _ended.Dispose();
    }

    private async Task LookAsync(string topics)
    {
        try
        {
            string? tag = null;
            await using var news = await _http.GetStreamAsync($"live?topics={Uri.EscapeDataString(topics)}", _ended.Token);
            using var lines = new StreamReader(news);
            while (await lines.ReadLineAsync(_ended.Token) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal))
                {
                    tag = await LookAgainAsync(tag);
                    Interlocked.Increment(ref _news);
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The page is closed.
        }
    }

    private async Task<string?> LookAgainAsync(string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _path);
        request.Headers.Add("weir-part", "main");
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("if-none-match", tag);
        }

        using var answer = await _http.SendAsync(request, _ended.Token);
        if (answer.StatusCode != HttpStatusCode.NotModified)
        {
            answer.EnsureSuccessStatusCode();
            _ = await answer.Content.ReadAsByteArrayAsync(_ended.Token);
        }

        return answer.Headers.ETag?.ToString() ?? tag;
    }

    [GeneratedRegex("data-live=\"([^\"]+)\"")]
    private static partial Regex Live();
}
