using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Weir.Failures;
using Weir.Server.Api.Calls;

namespace Weir.Server.Api;

/// <summary>Makes calls over the socket of a running <c>weir up</c>.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    private ApiClient(HttpClient http) => _http = http;

    /// <summary>Connects to whoever listens on a socket.</summary>
    /// <returns>Nothing when nobody does, as after a server was killed.</returns>
    public static async Task<ApiClient?> ConnectAsync(string socketPath, CancellationToken cancellationToken)
    {
        try
        {
            // A connection that nobody accepts is refused at once, so trying is the test.
            (await DialAsync(socketPath, cancellationToken)).Dispose();
        }
        catch (SocketException)
        {
            return null;
        }

        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
                new NetworkStream(await DialAsync(socketPath, token), ownsSocket: true),
            UseProxy = false,
            UseCookies = false,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        };
        return new ApiClient(new HttpClient(handler)
        {
            BaseAddress = new Uri("http://weir/api/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
        });
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Socket> DialAsync(string socketPath, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task<T> GetAsync<T>(string url, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, url, null, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    public async Task<T> PostAsync<T>(string url, HttpContent body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, url, body, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw Lost.Connection(null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Lost.Connection(error);
        }
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string url, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body };
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await FailureOfAsync(response, cancellationToken);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Lost.Connection(error);
        }
    }

    private static async Task<WeirException> FailureOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType == Problem.ContentType)
        {
            var problem = await ProblemInAsync(response, cancellationToken);
            return Wrong.IsOfStranger(problem.Code)
                ? new RefusedException(new Failure("WEIR7002", problem.Detail, "Use the same version of weir on both sides: restart 'weir up'."))
                : problem.ToException();
        }

        return new RefusedException(new Failure(
            "WEIR7002",
            $"The running weir does not know {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}.",
            "Use the same version of weir on both sides: restart 'weir up'."));
    }

    private static async Task<Problem> ProblemInAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(ApiJson.Default.Problem, cancellationToken) ?? throw Lost.Connection(null);
        }
        catch (JsonException half)
        {
            // A server that is ended while it answers may have no more to say than that it failed.
            throw Lost.Connection(half);
        }
    }

    public static string Url(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var url = new StringBuilder(path);
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                url.Append(url.Length == path.Length ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return url.ToString();
    }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
