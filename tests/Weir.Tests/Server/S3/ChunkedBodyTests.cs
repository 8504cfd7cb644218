using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

using Weir.Server.S3.Bodies;
using Weir.Server.S3.Errors;

namespace Weir.Tests.Server.S3;

/// <summary>Bodies in aws-chunked pieces: every piece counts as it was signed, and what is none is refused.</summary>
public class ChunkedBodyTests
{
    private const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    [Fact]
    public async Task A_signed_body_lands_and_a_piece_that_was_changed_does_not()
    {
        await using var world = await S3World.OpenAsync();
        var content = Enumerable.Range(0, 150_000).Select(n => (byte)(n % 251)).ToArray();
        (string, string)[] headers = [("content-encoding", "aws-chunked"), ("x-amz-decoded-content-length", "150000")];
        var (head, body) = Signs(world, content, headers);

        using var put = await PutAsync(world, head, body);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(content, await world.ContentAsync("raw", "a"));
        Assert.Equal("", (await world.Client.GetObjectMetadataAsync("raw", "a")).Headers.ContentEncoding ?? "");

        foreach (var place in new[] { 200, 70_000, body.Length - 70 })
        {
            var changed = body.ToArray();
            changed[place] ^= 1;
            using var refused = await PutAsync(world, head, changed);
            Assert.True((int)refused.StatusCode is 400 or 403, $"{refused.StatusCode} at {place}");
        }

        using var cut = await PutAsync(world, head, body[..^100]);
        Assert.Equal(HttpStatusCode.BadRequest, cut.StatusCode);
        Assert.Single(await world.Local.Events.ListAsync(10, null, default));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(world.Folder, ".weir/local/incoming")));
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32:y/Q5Jg==", true)]
    [InlineData("x-amz-checksum-crc32:AAAAAA==", false)]
    [InlineData("x-amz-checksum-crc32c:4waSgw==", false)]
    [InlineData("", false)]
    public async Task A_trailer_is_held_against_the_content(string trailer, bool isRight)
    {
        await using var world = await S3World.OpenAsync();
        var head = RawClient.Sign(world, "PUT", "/raw/a", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            [("x-amz-decoded-content-length", "9"), ("x-amz-trailer", "x-amz-checksum-crc32")]);

        using var put = await PutAsync(world, head, Encoding.ASCII.GetBytes($"4\r\n1234\r\n5\r\n56789\r\n0\r\n{trailer}{(trailer.Length > 0 ? "\r\n" : "")}\r\n"));

        Assert.Equal(isRight, put.StatusCode == HttpStatusCode.OK);
        Assert.Equal(isRight, await world.Local.Objects.FindAsync(new("raw", "a"), default) is not null);
    }

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "hello")]
    [InlineData("2\r\nhe\r\n003\r\nllo\r\n0\r\n\r\n", "hello")]
    [InlineData("5;ext=1\r\nhello\r\n0\r\n\r\n", "hello")]
    [InlineData("5\r\nhell\r\n0\r\n\r\n", null)]
    [InlineData("6\r\nhello!\r\n0\r\n\r\n", null)]
    [InlineData("4\r\nhell\r\n0\r\n\r\n", null)]
    [InlineData("5\r\nhello0\r\n\r\n", null)]
    [InlineData("5\r\nhello\r\n0\r\n\r\nGET / HTTP/1.1", null)]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n", null)]
    [InlineData("ffffffffffffffffffff\r\nhello\r\n0\r\n\r\n", null)]
    [InlineData("5\r\nhello\r\n", null)]
    [InlineData("", null)]
    [InlineData("zz\r\n", null)]
    public async Task What_is_not_well_formed_is_refused(string body, string? content) =>
        Assert.Equal(content, await DecodeAsync(Encoding.ASCII.GetBytes(body), 5, drip: 3));

    [Fact]
    public async Task Whatever_comes_is_decoded_or_refused_and_nothing_else()
    {
        var random = new Random(7101);
        var decoded = 0;
        for (var round = 0; round < 3_000; round++)
        {
            var length = random.Next(200);
            var content = new byte[length];
            random.NextBytes(content);
            var body = new MemoryStream();
            for (var at = 0; at < length;)
            {
                var piece = random.Next(1, length - at + 1);
                body.Write(Encoding.ASCII.GetBytes(piece.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
                body.Write(content, at, piece);
                body.Write("\r\n"u8);
                at += piece;
            }

            body.Write("0\r\n\r\n"u8);
            var bytes = body.ToArray();
            var mutations = random.Next(3);
            for (var mutation = 0; mutation < mutations; mutation++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var text = await DecodeAsync(bytes, length, random.Next(1, 64));
            if (mutations == 0)
            {
                Assert.Equal(Encoding.Latin1.GetString(content), text);
            }

            decoded += text is null ? 0 : 1;
            Assert.True(text is null || text.Length == length);
        }

        Assert.InRange(decoded, 1_000, 2_900);
    }

    private static async Task<string?> DecodeAsync(byte[] body, int length, int drip)
    {
        try
        {
            await using var chunked = new AwsChunkedStream(new Drip(body, drip), length, signer: null, hasTrailer: false);
            using var content = new MemoryStream();
            await chunked.CopyToAsync(content);
            return Encoding.Latin1.GetString(content.ToArray());
        }
        catch (S3Exception)
        {
            return null;
        }
    }

    private static (string Head, byte[] Body) Signs(S3World world, byte[] content, (string, string)[] headers)
    {
        var stamp = RawClient.Stamp();
        var head = RawClient.Sign(world, "PUT", "/raw/a", Signed, headers, stamp);
        var (previous, key, body) = (RawClient.SignatureOf(head), RawClient.KeyOf(world.Key.Secret, stamp[..8]), new MemoryStream());
        foreach (var piece in content.Chunk(65_536).Append([]))
        {
            var text = $"AWS4-HMAC-SHA256-PAYLOAD\n{stamp}\n{stamp[..8]}/local/s3/aws4_request\n{previous}\n{Hash([])}\n{Hash(piece)}";
            previous = Convert.ToHexStringLower(RawClient.Mac(key, text));
            body.Write(Encoding.ASCII.GetBytes($"{piece.Length:x};chunk-signature={previous}\r\n"));
            body.Write(piece);
            body.Write("\r\n"u8);
        }

        return (head, body.ToArray());

        static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static Task<HttpResponseMessage> PutAsync(S3World world, string head, byte[] body) =>
        RawClient.ExchangeAsync(world, [.. Encoding.Latin1.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n"), .. body]);

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Drip(byte[] bytes, int most) : MemoryStream(bytes, writable: false)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
