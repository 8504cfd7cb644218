using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;

namespace Weir.Tests.Server.Access;

/// <summary>Calls that are made of anything.</summary>
public sealed partial class FuzzedCallsTests
{
    /// <summary>The seed is in the message, and makes the same requests again.</summary>
    [Fact]
    public async Task Whatever_an_admin_sends_is_answered_and_nothing_fails_for_an_unknown_reason()
    {
        await using var world = await AccessWorld.OpenAsync();
        using var client = world.Client(await world.TokenAsync(Role.Admin));
        var seed = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") is { Length: > 0 } ? Environment.TickCount : 20_261_121;
        var random = new Random(seed);
        var endpoints = world.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null).ToList();
        for (var round = 0; round < (seed == 20_261_121 ? 600 : 30_000); round++)
        {
            var endpoint = endpoints[random.Next(endpoints.Count)];
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            var path = Parameter.Replace(endpoint.RoutePattern.RawText!, _ => Uri.EscapeDataString(Any(random)));
            var query = string.Join('&', Enumerable.Range(0, random.Next(4)).Select(_ => $"{Names[random.Next(Names.Length)]}={Uri.EscapeDataString(Any(random))}"));
            using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}?{query}");
            var body = Body(random, 0);
            if (method is not ("GET" or "HEAD"))
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                request.Content.Headers.ContentType = random.Next(8) == 0 ? null : MediaTypeHeaderValue.Parse(Types[random.Next(Types.Length)]);
            }

            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            Assert.True((int)answer.StatusCode < 500 || answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{(int)answer.StatusCode} to {method} {path}?{query} with {body} (seed {seed}, round {round})");
        }

        Assert.Equal(200, (await AccessWorld.SendAsync(client, HttpMethod.Get, "/api/v1/me")).Status);
    }

    private static readonly string[] Names = ["bucket", "key", "prefix", "after", "limit", "before", "id", "table", "name", "step", "tail", "follow", "root", "state", "since"];

    private static readonly string[] Types = ["application/json", "application/json", "application/json", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "multipart/form-data; boundary=x"];

    private static readonly string[] Texts =
    [
        "", "raw", "x", "-1", "0", "1", "99999999999999999999", "../..", "%2e%2e", "\0", "'; DROP TABLE x", "<script>", "run_0", "null", "\ud83d\ude00", "2026-01-01", "1e9",
        "true", "raw/x", "/", "raw/", "LATEST", "\uFFFF", "\u202e", "{{secret 'x'}}", new('y', 2_000),
    ];

    private static string Any(Random random) => Texts[random.Next(Texts.Length)];

    /// <summary>Some JSON, or nearly.</summary>
    private static string Body(Random random, int depth) => random.Next(depth > 3 ? 4 : 8) switch
    {
        0 => "null",
        1 => $"{random.Next(-2, 3)}",
        2 => System.Text.Json.JsonSerializer.Serialize(Any(random)),
        3 => random.Next(2) == 0 ? "" : "{",
        4 => $"[{Body(random, depth + 1)},{Body(random, depth + 1)}]",
        _ => $"{{\"{Names[random.Next(Names.Length)]}\":{Body(random, depth + 1)},\"pipeline\":{Body(random, depth + 1)},\"names\":{Body(random, depth + 1)},\"role\":\"viewer\",\"run\":{Body(random, depth + 1)}}}",
    };

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter { get; }
}
