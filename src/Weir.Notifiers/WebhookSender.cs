using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Weir.Notifiers;

/// <summary>Posts JSON. The address is a secret: what is told of it is its host alone.</summary>
/// <param name="web">Makes the requests.</param>
internal sealed class WebhookSender(HttpMessageHandler web) : IDisposable
{
    private const int LongestAnswer = 200;

    /// <summary>Parts of an address that are shorter may stand in any answer, and tell nothing.</summary>
    private const int ShortestSecret = 6;

    private readonly HttpClient _http = new(web)
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 1 << 20,
    };

    /// <param name="url">Where to.</param>
    /// <param name="headers">What else the request says.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="id">The notification's id: whoever is told twice can tell by it.</param>
    /// <param name="patience">How long to wait for the answer.</param>
    /// <param name="cancellationToken">Ends it; it may have been sent.</param>
    public async Task SendAsync(
        string url, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body, string id, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw SendFailures.ForGood("The address of the webhook is no address of the web.", "Correct it, with https:// at its beginning.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", id);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("weir", null));
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw Refused(address, response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token));
            }
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw SendFailures.ForNow(
                string.Create(CultureInfo.InvariantCulture, $"{address.Host} did not answer within {patience.TotalSeconds:0.#} seconds."), error);
        }
        catch (HttpRequestException error)
        {
            throw SendFailures.ForNow($"{address.Host} cannot be reached: {Masked(error.Message, address)}", error);
        }
    }

    public void Dispose() => _http.Dispose();

    private static Exception Refused(Uri address, HttpStatusCode status, string answer)
    {
        var said = Masked(answer.ReplaceLineEndings(" ").Trim(), address);
        var shown = said.Length > LongestAnswer ? said[..LongestAnswer] + "…" : said;
        var what = string.Create(CultureInfo.InvariantCulture, $"{address.Host} answered {(int)status}{(shown.Length > 0 ? $": {shown}" : "")}");
        return status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            ? SendFailures.ForNow(what)
            : SendFailures.ForGood(what, "Check the webhook's address and headers.");
    }

    private static string Masked(string text, Uri address)
    {
        string[] parts = [address.OriginalString, address.PathAndQuery, address.UserInfo, .. address.PathAndQuery.Split('/', '?', '&', '=', '#')];
        return parts.Where(part => part.Length >= ShortestSecret).Aggregate(text, (masked, part) => masked.Replace(part, "…", StringComparison.OrdinalIgnoreCase));
    }
}
