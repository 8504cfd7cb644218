using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

using Weir.Tests.Cli;

namespace Weir.Tests.Server;

/// <summary><c>weir up</c> hears requests on a port of its own.</summary>
public sealed class HttpServerTests : IDisposable
{
    private const string Yaml =
        """
        project: heard
        buckets: { raw: {} }
        pipelines:
          take:
            triggers: [{ http: { path: /take, save_to: "raw/{{event.id}}", max_body: 1KB } }]
            steps: [{ delete: "raw/{{event.key}}" }]
          note:
            triggers: [{ http: { path: /note, auth: { bearer: none-such } } }]
            steps: [{ delete: raw/none }]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-heard-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Requests_are_heard_within_bounds_and_not_from_pages_of_others()
    {
        await WriteAsync(Yaml.Replace(", auth: { bearer: none-such }", "", StringComparison.Ordinal));
        using var up = new CliProcess(_folder, ["up", "--json", "--listen", "127.0.0.1:0"], []);
        using var http = new HttpClient { BaseAddress = new Uri(await AddressAsync(up)) };

        Assert.Equal((202, ""), await PostAsync(http, "/take", new string('a', 1_024)));
        Assert.Equal((413, "WEIR7105"), await PostAsync(http, "/take", new string('a', 1_025)));
        Assert.Equal((413, "WEIR7105"), await PostAsync(http, "/take", new string('a', 1_025), request => request.Headers.TransferEncodingChunked = true));
        Assert.Equal((404, "WEIR7101"), await PostAsync(http, "/take/%2F", ""));
        Assert.Equal((415, "WEIR7115"), await PostAsync(http, "/take", "a", request => request.Content!.Headers.ContentEncoding.Add("gzip")));
        Assert.Equal((400, "WEIR7109"), await PostAsync(http, "/take", "a", request => request.Headers.Add("Idempotency-Key", new string('k', 256))));
        Assert.Equal((403, "WEIR7104"), await PostAsync(http, "/take", "a", request => request.Headers.Host = "evil.example"));
        Assert.Equal((403, "WEIR7104"), await PostAsync(http, "/take", "a", request => request.Headers.Add("Origin", "http://evil.example")));
        Assert.Equal((403, "WEIR7104"), await PostAsync(http, "/take", "a", request => request.Headers.Add("Origin", "null")));
        Assert.Equal((403, "WEIR7104"), await PostAsync(http, "/take", "a", request => request.Headers.Add("Sec-Fetch-Site", "cross-site")));
        Assert.Equal((202, ""), await PostAsync(http, "/take", "a", request => request.Headers.Host = "localhost:1"));

        await up.SignalAsync("INT");
        Assert.Equal(0, (await up.WhenEndedAsync()).ExitCode);
    }

    [Fact]
    public async Task A_taken_port_and_a_missing_secret_and_an_open_door_are_told_at_the_start()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await WriteAsync(Yaml.Replace(", auth: { bearer: none-such }", "", StringComparison.Ordinal));
        Assert.Contains($"WEIR7112 Something else listens on {taken.LocalEndpoint} already.", await FailAsync($"{taken.LocalEndpoint}"), StringComparison.Ordinal);
        Assert.Contains("WEIR7113 On 0.0.0.0:0 anybody could send POST /note", await FailAsync("0.0.0.0:0"), StringComparison.Ordinal);
        await WriteAsync(Yaml);
        Assert.Contains("WEIR7114 The secret 'none-such' is not set", await FailAsync("127.0.0.1:0"), StringComparison.Ordinal);
        Assert.Contains("--listen is 'here'", await FailAsync("here"), StringComparison.Ordinal);
    }

    private async Task<string> FailAsync(string listen)
    {
        using var up = new CliProcess(_folder, ["up", "--listen", listen], []);
        var answer = await up.WhenEndedAsync();
        Assert.NotEqual(0, answer.ExitCode);
        return answer.Errors;
    }

    private Task WriteAsync(string yaml) => File.WriteAllTextAsync(Path.Combine(_folder, "weir.yaml"), yaml);

    private static async Task<string> AddressAsync(CliProcess up) =>
        JsonElement.Parse(await up.ReadLineAsync("\"ready\"")).GetProperty("address").GetString()!;

    private static async Task<(int Status, string Code)> PostAsync(HttpClient http, string path, string body, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "text/plain") };
        change?.Invoke(request);
        using var answer = await http.SendAsync(request);
        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, json.TryGetProperty("code", out var code) ? code.GetString()! : "");
    }
}
