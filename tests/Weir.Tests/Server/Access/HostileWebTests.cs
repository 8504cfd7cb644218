using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Weir.Tests.Server.Access;

/// <summary>Requests to the web server that nobody in good faith sends.</summary>
public sealed partial class HostileWebTests
{
    [Theory]
    [InlineData("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400)]
    [InlineData("GET /api/v1/me HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n folded: x\r\n\r\n", 400)]
    [InlineData("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nAuthorization : Bearer x\r\n\r\n", 400)]
    [InlineData("GET /api/v1/me HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403)]
    [InlineData("GET /api/v1/me HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n", 403)]
    [InlineData("GET /api/v1/me HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\n\r\n", 400)]
    [InlineData("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400)]
    [InlineData("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/users HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", 404)]
    [InlineData("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", 404)]
    [InlineData("NONSENSE\r\n\r\n", 400)]
    public async Task What_is_malformed_or_meant_for_somebody_else_is_refused_and_answered_once(string request, int status)
    {
        await using var world = await AccessWorld.OpenAsync();

        var answer = await TalkAsync(world, request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Single(Answers.Matches(answer));
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("users", """{"name":"ann","role":"viewer"}""", "The body lacks 'password'.")]
    [InlineData("users", """{"name":"ann","role":"viewer","password":"correct horse battery","admin":true}""", "The body has a member that the call does not take: 'admin'.")]
    [InlineData("users/remove", "{}", "The body lacks 'name'.")]
    [InlineData("users/password", """{"name":"ann"}""", "The body lacks 'password'.")]
    [InlineData("users/password", """{"name":"ann","password":"correct horse battery""", "The body is no JSON: line 1, byte 48.")]
    [InlineData("tokens", """{"role":"viewer"}""", "The body lacks 'name'.")]
    [InlineData("tokens", """{"name":null,"role":"viewer"}""", "The body has another value than the call takes at $.name.")]
    [InlineData("tokens/s3", """{"name":"ann"}""", "The body lacks 'tenant'.")]
    [InlineData("tokens/revoke", """{"name":7}""", "The body has another value than the call takes at $.name.")]
    public async Task A_body_that_lacks_what_a_call_needs_is_told_so(string path, string body, string told)
    {
        await using var world = await AccessWorld.OpenAsync();
        using var client = world.Client(await world.TokenAsync(Weir.Server.Access.Role.Admin));

        using var answer = await client.PostAsync($"/api/v1/{path}", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = System.Text.Json.JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(("WEIR7410", told), (problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
        Assert.DoesNotContain("horse", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_and_bodies_are_bounded()
    {
        await using var world = await AccessWorld.OpenAsync();
        var many = string.Concat(Enumerable.Range(0, 200).Select(n => $"h{n}: x\r\n"));

        Assert.StartsWith("HTTP/1.1 431 ", await TalkAsync(world, $"GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await TalkAsync(world, $"GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nCookie: {new string('x', 40_000)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414 ", await TalkAsync(world, $"GET /{new string('x', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 413 ", await TalkAsync(world, "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20000\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_that_say_nothing_do_not_keep_others_waiting()
    {
        await using var world = await AccessWorld.OpenAsync();
        var slow = new List<TcpClient>();
        try
        {
            for (var at = 0; at < 200; at++)
            {
                var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, world.Address.Port);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /sign-in HTTP/1.1\r\nHost: loc"));
                slow.Add(client);
            }

            using var owner = world.Client(world.OwnersToken);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            using var answer = await owner.GetAsync(new Uri("/api/v1/me", UriKind.Relative), patience.Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    /// <summary>Sends bytes, and all that comes back until the server closes the connection, as every request asks that has a host.</summary>
    private static async Task<string> TalkAsync(AccessWorld world, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, world.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.Replace("\r\nHost:", "\r\nConnection: close\r\nHost:", StringComparison.Ordinal)));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var heard = new MemoryStream();
        try
        {
            await stream.CopyToAsync(heard, patience.Token);
        }
        catch (IOException)
        {
            // It closed with what it had not read; what it said before that is here.
        }

        return Encoding.Latin1.GetString(heard.ToArray());
    }

    [GeneratedRegex(@"HTTP/1\.1 \d{3} ", RegexOptions.CultureInvariant)]
    private static partial Regex Answers { get; }
}
