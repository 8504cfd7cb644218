using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

using Weir.Server.Access;
using Weir.Tests.Cli;

namespace Weir.Tests.Server;

/// <summary><c>weir up</c> has an API on a port of its own, for whoever knows the token.</summary>
public sealed class WebServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-web-").FullName;

    public WebServerTests() => File.WriteAllText(Path.Combine(_folder, "weir.yaml"), "project: shown\nbuckets: { raw: {} }\nserver: { web: 127.0.0.1:0 }\n");

    private string Keys => Path.Combine(_folder, ".weir/local/credentials");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_api_lets_in_who_knows_the_token_and_no_page_of_others()
    {
        using var up = new CliProcess(_folder, ["up", "--json"], []);
        using var http = new HttpClient { BaseAddress = new Uri(await AddressAsync(up) + "/api/v1/") };
        Assert.Equal((401, "WEIR7405"), await SendAsync(http, HttpMethod.Get, "status"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token());

        Assert.Equal((200, ""), await SendAsync(http, HttpMethod.Get, "status"));
        Assert.Equal((200, ""), await SendAsync(http, HttpMethod.Get, "status", request => request.Headers.Host = "localhost:1"));
        Assert.Equal((401, "WEIR7405"), await SendAsync(http, HttpMethod.Get, "status", request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token() + "x")));
        Assert.Equal((401, "WEIR7405"), await SendAsync(http, HttpMethod.Get, "status", request => request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Token())));
        Assert.Equal((403, "WEIR7402"), await SendAsync(http, HttpMethod.Get, "status", request => request.Headers.Host = "evil.example"));
        Assert.Equal((403, "WEIR7402"), await SendAsync(http, HttpMethod.Get, "status", request => request.Headers.Add("Origin", "http://evil.example")));
        Assert.Equal((403, "WEIR7402"), await SendAsync(http, HttpMethod.Get, "status", request => request.Headers.Add("Origin", "null")));
        Assert.Equal((403, "WEIR7402"), await SendAsync(http, HttpMethod.Post, "query", request => request.Headers.Add("Sec-Fetch-Site", "cross-site")));
        Assert.Equal((200, ""), await SendAsync(http, HttpMethod.Get, "status", Follow));
        Assert.Equal((403, "WEIR7402"), await SendAsync(http, HttpMethod.Post, "query", Follow));
        Assert.Equal((404, "WEIR7403"), await SendAsync(http, HttpMethod.Get, "nowhere"));
        Assert.Equal((405, "WEIR7404"), await SendAsync(http, HttpMethod.Delete, "status"));
        Assert.Equal((413, "WEIR7408"), await SendAsync(http, HttpMethod.Post, "messages", SendTooMuch));
        Assert.Equal((200, ""), await SendAsync(http, HttpMethod.Put, "object?bucket=raw&key=large", request => request.Content = new ByteArrayContent(new byte[17 << 20])));

        await up.SignalAsync("INT");
        Assert.DoesNotContain(Token(), (await up.WhenEndedAsync()).Fine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_are_for_programs_and_not_for_pages_to_embed()
    {
        using var up = new CliProcess(_folder, ["up", "--json"], []);
        using var http = new HttpClient { BaseAddress = new Uri(await AddressAsync(up)) };

        using var answer = await http.GetAsync("/");

        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task The_address_and_the_token_stay_from_start_to_start_also_without_s3()
    {
        string first;
        using (var up = new CliProcess(_folder, ["up", "--json", "--no-s3"], []))
        {
            first = await AddressAsync(up);
            await up.SignalAsync("INT");
            (await up.WhenEndedAsync()).Fine();
        }

        var token = Token();
        await File.WriteAllTextAsync(Path.Combine(_folder, "weir.yaml"), "project: shown\nbuckets: { raw: {} }\n");
        using var again = new CliProcess(_folder, ["up", "--json"], []);
        Assert.Equal(first, await AddressAsync(again));
        Assert.Equal(token, Token());
        Assert.Contains("aws_access_key_id", await File.ReadAllTextAsync(Keys), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_cannot_be_had_is_told_at_the_start_and_none_is_opened_where_none_is_wanted()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using (var up = new CliProcess(_folder, ["up", "--web", $"{taken.LocalEndpoint}"], []))
        {
            var failed = await up.WhenEndedAsync();
            Assert.Equal(2, failed.ExitCode);
            Assert.Contains($"WEIR7401 Something else listens on {taken.LocalEndpoint} already.", failed.Errors, StringComparison.Ordinal);
        }

        using (var up = new CliProcess(_folder, ["up", "--web", "here"], []))
        {
            Assert.Contains("--web is 'here'", (await up.WhenEndedAsync()).Errors, StringComparison.Ordinal);
        }

        using (var up = new CliProcess(_folder, ["up", "--json", "--no-web", "--no-s3"], []))
        {
            Assert.False(JsonElement.Parse(await up.ReadLineAsync("\"ready\"")).TryGetProperty("web", out _));
        }

        Assert.DoesNotContain("[weir]", await File.ReadAllTextAsync(Keys), StringComparison.Ordinal);
    }

    /// <summary>Asks first, so that the answer is there before the body.</summary>
    private static void SendTooMuch(HttpRequestMessage request)
    {
        request.Headers.ExpectContinue = true;
        request.Content = new ByteArrayContent(new byte[(16 << 20) + 1]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    private static void Follow(HttpRequestMessage request)
    {
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");
    }

    private string Token() => OwnerToken.Open(Path.GetDirectoryName(Keys)!).Secret;

    private static async Task<string> AddressAsync(CliProcess up) =>
        JsonElement.Parse(await up.ReadLineAsync("\"ready\"")).GetProperty("web").GetString()!;

    private static async Task<(int Status, string Code)> SendAsync(HttpClient http, HttpMethod method, string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        change?.Invoke(request);
        using var answer = await http.SendAsync(request);
        var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        return ((int)answer.StatusCode, isProblem ? JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("code").GetString()! : "");
    }
}
