using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;

namespace Weir.Tests.Server.S3;

/// <summary>Requests that nobody in good faith sends.</summary>
public class HostileRequestTests
{
    private static readonly string Nothing = Convert.ToHexStringLower(SHA256.HashData([]));

    [Theory]
    [InlineData("GET /raw/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", 403)]
    [InlineData("GET http://127.0.0.1/raw HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400)]
    [InlineData("GET /raw/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /raw/%ff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /raw?a=1&a=2 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /raw HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n", 400)]
    [InlineData("GET /raw HTTP/1.1\r\n\r\n", 400)]
    [InlineData("PUT /raw/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400)]
    [InlineData("PUT /raw/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("PUT /raw/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, x\r\n\r\n", 400)]
    [InlineData("NONSENSE\r\n\r\n", 400)]
    [InlineData("GET /raw HTTP/1.1\r\nHost: localhost\r\n folded: x\r\n\r\n", 400)]
    public async Task What_is_malformed_gets_an_error_and_does_nothing(string request, int status)
    {
        await using var world = await S3World.OpenAsync();

        var answer = await RawClient.TalkAsync(world, Encoding.Latin1.GetBytes(request), closes: false);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_are_too_many_or_too_long_are_refused()
    {
        await using var world = await S3World.OpenAsync();
        var many = string.Concat(Enumerable.Range(0, 200).Select(n => $"h{n}: x\r\n"));

        Assert.StartsWith("HTTP/1.1 431 ", await Talk($"GET /raw HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await Talk($"GET /raw HTTP/1.1\r\nHost: localhost\r\nh: {new string('x', 40_000)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414 ", await Talk($"GET /raw/{new string('x', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);
        using var metadata = await RawClient.SendAsync(world, "PUT", "/raw/a", [], ("x-amz-meta-a", new string('x', 3_000)));
        Assert.Contains("MetadataTooLarge", await metadata.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var key = await RawClient.SendAsync(world, "PUT", "/raw/" + new string('x', 1_025), []);
        Assert.Contains("KeyTooLongError", await key.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Task<string> Talk(string request) => RawClient.TalkAsync(world, Encoding.Latin1.GetBytes(request), closes: false);
    }

    [Theory]
    [InlineData("<!DOCTYPE Delete [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&e;</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key>")]
    [InlineData("<Other/>")]
    [InlineData("<Delete/>")]
    [InlineData("<Delete><Object/></Delete>")]
    [InlineData("not xml")]
    [InlineData("")]
    public async Task A_document_that_is_none_is_malformed_xml(string document)
    {
        await using var world = await S3World.OpenAsync();

        using var answer = await RawClient.SendAsync(world, "POST", "/raw?delete=", Encoding.UTF8.GetBytes(document));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<Code>MalformedXML</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_too_large_is_refused_before_it_is_read()
    {
        await using var world = await S3World.OpenAsync();
        var head = RawClient.Sign(world, "POST", "/raw?delete=", Nothing, []);

        using var answer = await RawClient.ExchangeAsync(world, Encoding.Latin1.GetBytes($"{head}Content-Length: 9000000\r\nExpect: 100-continue\r\n\r\n"));

        Assert.Contains("<Code>EntityTooLarge</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_was_announced_and_not_sent_is_not_taken_from_the_next_request()
    {
        await using var world = await S3World.OpenAsync();
        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a", ContentBody = "1" });
        var put = RawClient.Sign(world, "PUT", "/raw/a", Convert.ToHexStringLower(SHA256.HashData("2"u8)), [("if-none-match", "*")]);

        using var answer = await RawClient.ExchangeAsync(world, Encoding.Latin1.GetBytes($"{put}Content-Length: 1\r\nExpect: 100-continue\r\n\r\n"));

        Assert.Equal((HttpStatusCode.PreconditionFailed, true), (answer.StatusCode, answer.Headers.ConnectionClose == true));
    }

    [Fact]
    public async Task An_empty_body_that_waits_to_be_asked_for_ends_the_connection_as_its_answer_comes_without_asking()
    {
        await using var world = await S3World.OpenAsync();
        var put = RawClient.Sign(world, "PUT", "/raw/empty", Nothing, []);

        using var answer = await RawClient.ExchangeAsync(world, Encoding.Latin1.GetBytes($"{put}Content-Length: 0\r\nExpect: 100-continue\r\n\r\n"));

        Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, answer.Headers.ConnectionClose == true));
    }

    [Theory]
    [InlineData("PUT", "/raw/a", "Cache-Control", "\u0001")]
    [InlineData("PUT", "/raw/a", "x-amz-meta-a", "\u0001")]
    [InlineData("PUT", "/raw/a", "Content-Type", "\u007f")]
    [InlineData("POST", "/raw/a?uploads=", "Expires", "\u001b")]
    [InlineData("PUT", "/raw/a", "Content-Language", "\u0002", "x-amz-copy-source", "curated/s", "x-amz-metadata-directive", "REPLACE")]
    public async Task What_no_answer_could_say_of_an_object_is_not_kept_with_it(string method, string target, string header, string value, params string[] more)
    {
        await using var world = await S3World.OpenAsync();
        await world.Client.PutObjectAsync(new() { BucketName = "curated", Key = "s", ContentBody = "1" });

        using var refused = await RawClient.SendAsync(world, method, target, [], [(header, value), .. more.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains($"<ArgumentName>{header}</ArgumentName>", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_kept_with_an_object_can_be_said_in_an_answer()
    {
        await using var world = await S3World.OpenAsync();
        for (var c = '\u0001'; c < 0x100; c++)
        {
            var value = $"a{c}z";
            using var put = await RawClient.SendAsync(world, "PUT", "/raw/a", [], ("x-amz-meta-a", value), ("Cache-Control", value));
            if (put.StatusCode == HttpStatusCode.OK)
            {
                using var head = await RawClient.SendAsync(world, "GET", "/raw/a", []);
                Assert.Equal((HttpStatusCode.OK, value), (head.StatusCode, head.Headers.GetValues("x-amz-meta-a").Single()));
            }
        }
    }

    [Fact]
    public async Task Documents_as_deep_as_nobody_needs_are_refused_at_once_and_in_few_words()
    {
        await using var world = await S3World.OpenAsync();
        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a", ContentBody = "1" });
        var deep = string.Concat(Enumerable.Repeat("<a>", 80_000));
        (string Method, string Target, string Document)[] documents =
        [
            ("PUT", "/raw/a?tagging=", $"<Tagging>{deep}"),
            ("POST", "/raw?delete=", $"<Delete><Object><Key>{deep}x{deep.Replace("<", "</", StringComparison.Ordinal)}</Key></Object></Delete>"),
            ("POST", "/raw/a?uploadId=x", $"<CompleteMultipartUpload>{deep}"),
            ("POST", "/raw?delete=", $"<{new string('a', 100_000)}></b>"),
        ];
        foreach (var (method, target, document) in documents)
        {
            using var answer = await RawClient.SendAsync(world, method, target, Encoding.UTF8.GetBytes(document));

            var text = await answer.Content.ReadAsStringAsync();
            Assert.Contains("<Code>MalformedXML</Code>", text, StringComparison.Ordinal);
            Assert.InRange(text.Length, 1, 1_000);
        }
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_leaves_nothing()
    {
        await using var world = await S3World.OpenAsync();
        var head = RawClient.Sign(world, "PUT", "/raw/a", "UNSIGNED-PAYLOAD", []);

        await RawClient.TalkAsync(world, [.. Encoding.Latin1.GetBytes($"{head}Content-Length: 1000000\r\n\r\n"), .. new byte[400_000]], closes: true);

        using var listed = await RawClient.SendAsync(world, "GET", "/raw", []);
        Assert.Contains("<IsTruncated>false</IsTruncated>", await listed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await world.Local.Events.ListAsync(10, null, default));
    }

    [Fact]
    public async Task Slow_clients_do_not_keep_others_waiting()
    {
        await using var world = await S3World.OpenAsync();
        var slow = new List<TcpClient>();
        for (var count = 0; count < 50; count++)
        {
            var client = new TcpClient();
            slow.Add(client);
            await client.ConnectAsync(IPAddress.Loopback, world.Port);
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(
                $"{RawClient.Sign(world, "PUT", $"/raw/slow{count}", "UNSIGNED-PAYLOAD", [])}Content-Length: 1000000\r\n\r\nx"));
        }

        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "quick", ContentBody = "1" });

        slow.ForEach(client => client.Dispose());
        Assert.Equal("quick", (await world.Client.ListObjectsV2Async(new() { BucketName = "raw" })).S3Objects.Single().Key);
    }

    [Fact]
    public void Whatever_stands_in_the_first_line_is_read_or_refused()
    {
        var random = new Random(7102);
        const string letters = "/?&=%+ab.0Ff \u00e9\u0001";
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var raw = "/" + new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => letters[random.Next(letters.Length)])]);
            try
            {
                var target = RequestTarget.Parse(raw);
                read++;
                Assert.StartsWith("/", target.Path, StringComparison.Ordinal);
                Assert.Equal(target.Path, RequestTarget.Parse(UriEncoding.Encode(target.Path, keepSlash: true)).Path);
                Assert.Equal(target.Query.Count, target.Query.Select(pair => pair.Name).Distinct().Count());
            }
            catch (S3Exception refused)
            {
                Assert.Equal("InvalidURI", refused.Code);
            }
        }

        Assert.InRange(read, 100, 19_000);
    }
}
