namespace Weir.Engine.Http;

/// <summary>A request, ready to be made as often as need be.</summary>
/// <param name="Method">The method.</param>
/// <param name="Address">Where to.</param>
internal sealed record OutgoingRequest(HttpMethod Method, Uri Address)
{
    /// <summary>Headers that say nothing of who asks, and go to every host.</summary>
    private static readonly HashSet<string> Harmless =
        new(["accept", "accept-language", "accept-encoding", "content-type", "idempotency-key", "user-agent"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers. None by default.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Makes what is sent; none when nothing is.</summary>
    public Func<HttpContent?> MakeContent { get; init; } = () => null;

    /// <summary>The same to another address. Whatever may be a credential does not go to another host.</summary>
    public OutgoingRequest To(Uri address) => this with
    {
        Address = address,
        Headers = Uri.Compare(Address, address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? Headers
            : [.. Headers.Where(header => Harmless.Contains(header.Key))],
    };

    /// <summary>The request after a redirect; what is not repeated by its status becomes a GET.</summary>
    /// <param name="status">The status of the answer.</param>
    /// <param name="address">Where it leads.</param>
    public OutgoingRequest Redirected(int status, Uri address)
    {
        var again = To(address);
        return status is 307 or 308 || Method == HttpMethod.Get || Method == HttpMethod.Head
            ? again
            : again with { Method = HttpMethod.Get, MakeContent = () => null, Headers = [.. again.Headers.Where(header => !IsOfContent(header.Key))] };
    }

    /// <summary>The message, for one use.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Address) { Content = MakeContent() };
        foreach (var (name, value) in Headers)
        {
            if (IsOfContent(name))
            {
                if (message.Content is { } content)
                {
                    content.Headers.Remove(name);
                    content.Headers.TryAddWithoutValidation(name, value);
                }
            }
            else
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static bool IsOfContent(string name) => name.StartsWith("content-", StringComparison.OrdinalIgnoreCase);
}
