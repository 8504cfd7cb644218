using System.Net;
using System.Security.Cryptography;
using System.Text;

using Microsoft.AspNetCore.Http;

using Weir.Server.S3.Errors;
using Weir.Server.S3.Keys;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Signing;

namespace Weir.Tests.Server.S3;

/// <summary>Only whoever has the secret gets anything, and only what was signed, when it was signed.</summary>
public class SignatureTests
{
    private static readonly string Nothing = Convert.ToHexStringLower(SHA256.HashData([]));

    [Fact]
    public void The_example_of_the_documentation_is_signed_so()
    {
        // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "GET Object"
        var keys = new SigningKeys([new AccessKey("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")]);
        var headers = new HeaderDictionary
        {
            ["Host"] = "examplebucket.s3.amazonaws.com",
            ["Range"] = "bytes=0-9",
            ["x-amz-content-sha256"] = Nothing,
            ["x-amz-date"] = "20130524T000000Z",
            ["Authorization"] = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        };
        var time = new FixedTime(new DateTimeOffset(2013, 5, 24, 0, 10, 0, TimeSpan.Zero));

        var (authorization, _, _) = new Authenticator(keys, time).Check("GET", RequestTarget.Parse("/test.txt"), headers);

        Assert.Equal("20130524/us-east-1/s3/aws4_request", authorization.Scope);
        var late = new FixedTime(time.GetUtcNow() + TimeSpan.FromMinutes(6));
        Assert.Equal("RequestTimeTooSkewed", Assert.Throws<S3Exception>(() => new Authenticator(keys, late).Check("GET", RequestTarget.Parse("/test.txt"), headers)).Code);
    }

    [Fact]
    public async Task A_wrong_secret_or_anything_changed_on_the_way_is_refused()
    {
        await using var world = await S3World.OpenAsync();
        var put = RawClient.Sign(world, "PUT", "/raw/a", Convert.ToHexStringLower(SHA256.HashData("x"u8)), [("x-amz-meta-a", "1")]);

        Assert.Equal("SignatureDoesNotMatch", await CodeAsync(world, RawClient.Sign(world, "GET", "/raw/a", Nothing, [], secret: "wrong")));
        Assert.Equal("SignatureDoesNotMatch", await CodeAsync(world, put.Replace("/raw/a", "/raw/b", StringComparison.Ordinal), "x"));
        Assert.Equal("SignatureDoesNotMatch", await CodeAsync(world, put.Replace("/raw/a", "/curated/a", StringComparison.Ordinal), "x"));
        Assert.Equal("SignatureDoesNotMatch", await CodeAsync(world, put.Replace("x-amz-meta-a: 1", "x-amz-meta-a: 2", StringComparison.Ordinal), "x"));
        Assert.Equal("SignatureDoesNotMatch", await CodeAsync(world, put.Replace("PUT ", "DELETE ", StringComparison.Ordinal), "x"));
        Assert.Equal("XAmzContentSHA256Mismatch", await CodeAsync(world, put, "y"));
        Assert.Equal("AccessDenied", await CodeAsync(world, put + "x-amz-tagging: a=b\r\n", "x"));
        Assert.Equal("AccessDenied", await CodeAsync(world, "GET /raw/a HTTP/1.1\r\nHost: 127.0.0.1\r\n"));
        Assert.Equal("InvalidAccessKeyId", await CodeAsync(world, put.Replace(world.Key.Id, "WEIRAAAAAAAAAAAAAAAA", StringComparison.Ordinal), "x"));
        Assert.Equal("InvalidRequest", await CodeAsync(world, put.Replace("AWS4-HMAC-SHA256 Cred", "AWS4-ECDSA-P256-SHA256 Cred", StringComparison.Ordinal), "x"));
        Assert.Equal("InvalidRequest", await CodeAsync(world, put + put[put.IndexOf("Authorization", StringComparison.Ordinal)..], "x"));
        Assert.Equal("InvalidRequest", await CodeAsync(world, put + "x-amz-date: 20200101T000000Z\r\n", "x"));
        Assert.Equal("InvalidToken", await CodeAsync(world, RawClient.Sign(world, "GET", "/raw/a", Nothing, [("x-amz-security-token", "t")])));
        Assert.Empty(await world.Local.Events.ListAsync(10, null, default));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(-16)]
    public async Task A_request_of_another_time_is_refused(int minutes)
    {
        await using var world = await S3World.OpenAsync();

        var head = RawClient.Sign(world, "GET", "/raw", Nothing, [], stamp: RawClient.Stamp(TimeSpan.FromMinutes(minutes)));

        Assert.Equal("RequestTimeTooSkewed", await CodeAsync(world, head));
    }

    [Fact]
    public async Task A_presigned_request_ends_when_it_says()
    {
        await using var world = await S3World.OpenAsync();

        Assert.Equal("NoSuchKey", await CodeAsync(world, Presigned(TimeSpan.Zero, "60")));
        Assert.Equal("NoSuchKey", await CodeAsync(world, Presigned(TimeSpan.FromHours(20), "86400")));
        Assert.Equal("AccessDenied", await CodeAsync(world, Presigned(TimeSpan.FromMinutes(2), "60")));
        Assert.Equal("AccessDenied", await CodeAsync(world, Presigned(-TimeSpan.FromMinutes(20), "60")));
        Assert.Equal("AuthorizationQueryParametersError", await CodeAsync(world, Presigned(TimeSpan.Zero, "604801")));
        Assert.Equal("AuthorizationQueryParametersError", await CodeAsync(world, Presigned(TimeSpan.Zero, "0")));
        Assert.Equal("InvalidURI", await CodeAsync(world, Presigned(TimeSpan.Zero, "60").Replace(" HTTP/1.1", "&X-Amz-Expires=600 HTTP/1.1", StringComparison.Ordinal)));

        string Presigned(TimeSpan ago, string life)
        {
            var (stamp, host) = (RawClient.Stamp(ago), $"127.0.0.1:{world.Port}");
            var scope = $"{stamp[..8]}/local/s3/aws4_request";
            var query = $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={Uri.EscapeDataString($"{world.Key.Id}/{scope}")}&X-Amz-Date={stamp}&X-Amz-Expires={life}&X-Amz-SignedHeaders=host";
            var canonical = $"GET\n/raw/none\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD";
            var text = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
            return $"GET /raw/none?{query}&X-Amz-Signature={Convert.ToHexStringLower(RawClient.Mac(RawClient.KeyOf(world.Key.Secret, stamp[..8]), text))} HTTP/1.1\r\nHost: {host}\r\n";
        }
    }

    [Fact]
    public async Task A_bucket_may_be_in_the_host_and_a_foreign_host_is_refused()
    {
        await using var world = await S3World.OpenAsync();
        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a/b", ContentBody = "there" });

        using var found = await RawClient.ExchangeAsync(world, Bytes(RawClient.Sign(world, "GET", "/a/b", Nothing, [], host: $"raw.localhost:{world.Port}")));
        Assert.Equal((HttpStatusCode.OK, "there"), (found.StatusCode, await found.Content.ReadAsStringAsync()));
        using var listed = await RawClient.ExchangeAsync(world, Bytes(RawClient.Sign(world, "GET", "/", Nothing, [], host: "raw.localhost")));
        Assert.Contains("<Key>a/b</Key>", await listed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("InvalidRequest", await CodeAsync(world, RawClient.Sign(world, "GET", "/raw/a/b", Nothing, [], host: "attacker.example")));
        Assert.Equal("InvalidRequest", await CodeAsync(world, RawClient.Sign(world, "GET", "/raw/a/b", Nothing, [], host: "192.168.1.1")));
    }

    private static byte[] Bytes(string head, string body = "") => Encoding.Latin1.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n{body}");

    private static async Task<string> CodeAsync(S3World world, string head, string body = "")
    {
        using var answer = await RawClient.ExchangeAsync(world, Bytes(head, body));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain(world.Key.Secret, text, StringComparison.Ordinal);
        return text.Contains("<Code>", StringComparison.Ordinal) ? text.Split("<Code>")[1].Split("</Code>")[0] : $"{(int)answer.StatusCode}";
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
