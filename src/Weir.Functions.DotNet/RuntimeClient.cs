using System.Globalization;
using System.Text.Json;

namespace Weir.Functions.DotNet;

/// <summary>Speaks the AWS Lambda Runtime API, as the process of a function.</summary>
internal sealed class RuntimeClient : IDisposable
{
    private readonly HttpClient _http;

    public RuntimeClient(string address) => _http = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
    })
    {
        BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Waits for an event.</summary>
    public async Task<(byte[] Event, InvocationContext Context, string TraceId)> NextAsync()
    {
        using var response = await _http.GetAsync(new Uri("invocation/next", UriKind.Relative));
        response.EnsureSuccessStatusCode();
        var deadline = long.Parse(Header(response, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture);
        var context = new InvocationContext(
            Header(response, "Lambda-Runtime-Aws-Request-Id"),
            Header(response, "Lambda-Runtime-Invoked-Function-Arn"),
            DateTimeOffset.FromUnixTimeMilliseconds(deadline),
            CustomIn(Header(response, "Lambda-Runtime-Client-Context")));
        return (await response.Content.ReadAsByteArrayAsync(), context, Header(response, "Lambda-Runtime-Trace-Id"));
    }

    /// <summary>Ends an invocation, or the start.</summary>
    public async Task PostAsync(string path, byte[] body, string? errorType = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (errorType is not null)
        {
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        }

        using var response = await _http.SendAsync(request);
    }

    public void Dispose() => _http.Dispose();

    private static Dictionary<string, string>? CustomIn(string told)
    {
        if (told.Length == 0)
        {
            return null;
        }

        using var json = JsonDocument.Parse(told);
        return json.RootElement.GetProperty("custom").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString() ?? "");
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : "";
}
