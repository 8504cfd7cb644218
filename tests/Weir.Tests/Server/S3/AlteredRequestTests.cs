using System.Security.Cryptography;
using System.Text;

namespace Weir.Tests.Server.S3;

/// <summary>Signed requests that somebody on the way has altered.</summary>
public sealed class AlteredRequestTests
{
    private static readonly byte[] Content = Encoding.ASCII.GetBytes("the content");

    /// <summary>The seed is in the message, and alters the same again.</summary>
    [Fact]
    public async Task A_signed_request_that_is_altered_does_what_was_signed_or_nothing()
    {
        await using var world = await S3World.OpenAsync();
        var isLong = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") is { Length: > 0 };
        var seed = isLong ? Environment.TickCount : 20_261_121;
        var random = new Random(seed);
        for (var round = 0; round < (isLong ? 20_000 : 400); round++)
        {
            var head = RawClient.Sign(
                world, "PUT", "/raw/signed/key", Convert.ToHexStringLower(SHA256.HashData(Content)), [("x-amz-meta-who", "me"), ("content-type", "text/plain")]);
            byte[] bytes = [.. Encoding.Latin1.GetBytes($"{head}Content-Length: {Content.Length}\r\n\r\n"), .. Content];
            var at = random.Next(bytes.Length);
            var altered = (byte[])bytes.Clone();
            altered[at] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)(bytes[at] ^ (1 << random.Next(7)));

            var answer = await RawClient.TalkAsync(world, altered, closes: true);

            var why = $"byte {at} became {altered[at]} (seed {seed}, round {round}): {answer.Split('\r')[0]}";

            // What is not implemented, and another version of HTTP, are told by 501 and 505.
            Assert.False(answer.StartsWith("HTTP/1.1 500", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 503", StringComparison.Ordinal), why);
            foreach (var bucket in new[] { "raw", "curated", "inbox" })
            {
                foreach (var stored in await world.Local.Objects.ListAsync(bucket, "", null, 10, default))
                {
                    Assert.True(stored.Name == new Weir.Buckets.ObjectName("raw", "signed/key"), $"{stored.Name}: {why}");
                    Assert.Equal(Content, await world.ContentAsync("raw", "signed/key"));
                    Assert.Equal("""{"who":"me"}""", MetadataOf(stored.Attributes), ignoreCase: true);
                    await world.Local.Objects.RemoveAsync([stored.Name], default);
                }
            }
        }
    }

    [Fact]
    public async Task A_request_with_two_lengths_is_refused()
    {
        await using var world = await S3World.OpenAsync();
        var head = RawClient.Sign(world, "PUT", "/raw/a", "UNSIGNED-PAYLOAD", []);

        var answer = await RawClient.TalkAsync(
            world, Encoding.Latin1.GetBytes($"{head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /raw HTTP/1.1\r\nHost: localhost\r\n\r\n"), closes: false, toEnd: true);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Single(answer.Split("HTTP/1.1 ", StringSplitOptions.RemoveEmptyEntries));
        Assert.Null(await world.Local.Objects.FindAsync(new("raw", "a"), default));
    }

    private static string? MetadataOf(string? attributes)
    {
        using var json = System.Text.Json.JsonDocument.Parse(attributes ?? "{}");
        return json.RootElement.EnumerateObject().Where(property => property.Value.ValueKind == System.Text.Json.JsonValueKind.Object && property.Value.TryGetProperty("who", out _))
            .Select(property => property.Value.GetRawText()).FirstOrDefault();
    }
}
