using System.Text.Json;
using System.Text.RegularExpressions;

using Microsoft.Playwright;

namespace Weir.Browser.Tests;

/// <summary>A page in a browser, and all that it does that it may not.</summary>
internal sealed partial class View : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _wrong = [];

    public View(IBrowserContext context, IPage page, string address)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // A page that says that something is not there, or not so, is one that is looked at on purpose.
            if (message.Type is "error" or "warning" && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal))
            {
                _wrong.Add($"console: {message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => _wrong.Add($"script: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _wrong.Add($"elsewhere: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors in the console, breaches of the policy among them, and requests to elsewhere.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    public Task GoAsync(string path) => Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });

    /// <summary>Opens the first page and all that one is led to from there, of each kind a few; the one that is told stands open.</summary>
    public async IAsyncEnumerable<string> CrawlAsync()
    {
        var (open, seen, kinds) = (new Queue<string>(["/"]), new HashSet<string>(), new Dictionary<string, int>());
        while (open.TryDequeue(out var path))
        {
            await GoAsync(path);
            foreach (var next in await Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"))
            {
                var kind = KindOf(next);
                if (next.StartsWith('/') && !kind.StartsWith("/query/csv", StringComparison.Ordinal) && seen.Add(next) && (kinds[kind] = kinds.GetValueOrDefault(kind) + 1) <= 6)
                {
                    open.Enqueue(next);
                }
            }

            yield return path;
        }
    }

    /// <summary>A path without its query, and with a zero for each number and each run.</summary>
    public static string KindOf(string path) => Id().Replace(path.Split('?', '#')[0], "/0");

    /// <summary>What somebody would miss who does not see, does not point, or sees little; see <c>check.js</c>.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync() =>
        JsonSerializer.Deserialize<string[]>((await Page.EvaluateAsync<JsonElement>(Script)).GetRawText())!;

    /// <summary>Takes a picture of the whole page, to look at.</summary>
    public async Task<string> ShootAsync(string name)
    {
        var file = Path.Combine(Folder, name + ".png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
        return file;
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static string Folder { get; } = Directory.CreateDirectory(Path.Combine(Root(), "artifacts/screenshots")).FullName;

    private static string Script { get; } = Resource.Read("check.js");

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));

    [GeneratedRegex("/(run_[0-9a-f]+|[0-9]+)(?=/|$)")]
    private static partial Regex Id();
}
