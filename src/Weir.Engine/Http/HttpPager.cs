using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

using Weir.Http;

namespace Weir.Engine.Http;

/// <summary>Leads from one page of an answer to the next.</summary>
/// <param name="paging">How.</param>
/// <param name="first">The address of the first page, without the parameter that says which page it is.</param>
internal sealed partial class HttpPager(HttpPaging paging, Uri first)
{
    private const int Deepest = 200;

    /// <summary>Whether pages must be read as JSON to find the next one.</summary>
    public bool ReadsPages => paging.By != HttpPagingKind.Link;

    /// <summary>The address to begin with.</summary>
    public Uri First => paging.By == HttpPagingKind.Number ? WithParameter(paging.Start.ToString(CultureInfo.InvariantCulture)) : first;

    /// <summary>The address of the page that follows one.</summary>
    /// <param name="page">The page.</param>
    /// <param name="number">Which one it is, counted from one.</param>
    /// <returns>None when it is the last one.</returns>
    /// <exception cref="HttpFailedException">WEIR6625: it does not lead on.</exception>
    public Uri? After(HttpPage page, int number)
    {
        var next = paging.By switch
        {
            HttpPagingKind.Link => LinkOf(page),
            HttpPagingKind.Number => NumberAfter(page, number),
            HttpPagingKind.Next => ValueAt(page, paging.Path) is { } address ? AddressOf(page, address) : null,
            _ => ValueAt(page, paging.Path) is { } cursor ? WithParameter(cursor) : null,
        };
        if (next is not null && number >= paging.MaxPages)
        {
            throw Bad(page, $"there are more than {paging.MaxPages} pages", "Give 'paging' a larger 'max_pages', or ask for less.");
        }

        return next is not null && next == page.Address
            ? throw Bad(page, "it leads to itself", "See whether 'path' and 'parameter' of 'paging' are right.")
            : next;
    }

    /// <summary>The values of the list of a page; the page itself when it is no list.</summary>
    public IReadOnlyList<JsonElement> ItemsOf(HttpPage page) => At(page, paging.Items) switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        { } other => [other],
    };

    private static Uri? LinkOf(HttpPage page)
    {
        var next = Link.Matches(page.Headers.GetValueOrDefault("link") ?? "").FirstOrDefault(link => IsNext.IsMatch(link.Groups[2].Value));
        return next is null ? null : AddressOf(page, next.Groups[1].Value);
    }

    private static Uri AddressOf(HttpPage page, string text) => Uri.TryCreate(page.Address, text, out var address) && address.Scheme is "http" or "https"
        ? page.Address.Scheme == "https" && address.Scheme == "http" ? throw Bad(page, "it leads from https to http", null) : address
        : throw Bad(page, "what it names is no address", "See whether 'path' of 'paging' is right.");

    private Uri? NumberAfter(HttpPage page, int number) => ItemsOf(page).Count == 0
        ? null
        : WithParameter((paging.Start + (paging.Step * number)).ToString(CultureInfo.InvariantCulture));

    private Uri WithParameter(string value) => QueryText.With(first, [new(paging.Parameter, value)]);

    private static string? ValueAt(HttpPage page, string path) => At(page, path) switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.False } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } value ? value : null,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => throw Bad(page, $"what it has under '{path}' is no text", "See whether 'path' of 'paging' is right."),
    };

    private static JsonElement? At(HttpPage page, string path)
    {
        JsonElement here;
        try
        {
            here = JsonDocument.Parse(page.Body, new JsonDocumentOptions { MaxDepth = Deepest }).RootElement;
        }
        catch (JsonException wrong)
        {
            throw Bad(page, $"it is no JSON ({wrong.Message.TrimEnd('.')})", "Pages that are not JSON are followed by: link.");
        }

        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (here.ValueKind != JsonValueKind.Object || !here.TryGetProperty(name, out here))
            {
                return null;
            }
        }

        return here;
    }

    private static HttpFailedException Bad(HttpPage page, string why, string? hint) =>
        new(HttpFailures.BadPage(page.Address, why, hint ?? "Ask the address that it leads to."));

    [GeneratedRegex("<([^>]*)>([^<]*)")]
    private static partial Regex Link { get; }

    [GeneratedRegex("""(^|;)\s*rel\s*=\s*"?([^";,]*\s)?next(\s|"|;|,|$)""", RegexOptions.IgnoreCase)]
    private static partial Regex IsNext { get; }
}
