using System.Net;
using System.Text;

using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Weir.Tests.Server.S3;

/// <summary>AWS's own client for .NET does with the endpoint what it does with S3.</summary>
public class ClientTests
{
    [Fact]
    public async Task What_is_put_has_landed_with_its_event_and_comes_back_as_it_was()
    {
        await using var world = await S3World.OpenAsync();
        var put = new PutObjectRequest
        {
            BucketName = "raw",
            Key = "a b+c&d=é/€ '\"<>%41.json",
            ContentBody = """{"id": 1}""",
            ContentType = "application/json",
        };
        put.Metadata.Add("from", "a test");
        put.TagSet = [new Tag { Key = "k", Value = "v w" }];
        put.Headers.CacheControl = "no-cache";

        var answer = await world.Client.PutObjectAsync(put);

        using var got = await world.Client.GetObjectAsync("raw", put.Key);
        Assert.Equal("""{"id": 1}""", await new StreamReader(got.ResponseStream).ReadToEndAsync());
        Assert.Equal(("application/json", "no-cache", "a test", answer.ETag), (got.Headers.ContentType, got.Headers.CacheControl, got.Metadata["from"], got.ETag));
        Assert.Equal("v w", (await world.Client.GetObjectTaggingAsync(new() { BucketName = "raw", Key = put.Key })).Tagging.Single().Value);
        var landed = Assert.Single(await world.Local.Events.ListAsync(10, null, default));
        Assert.Equal((put.Key, 1), (landed.Event.Object!.Name.Key, landed.Waiting));
    }

    [Fact]
    public async Task What_came_by_another_way_is_there_too_and_the_other_way_round()
    {
        await using var world = await S3World.OpenAsync();
        await world.Client.PutObjectAsync(new() { BucketName = "inbox", Key = "in/1.txt", ContentBody = "one" });

        Assert.Equal("one", await File.ReadAllTextAsync(Path.Combine(world.Folder, "inbox/in/1.txt")));
        Assert.Equal("one", Encoding.UTF8.GetString(await world.ContentAsync("inbox", "in/1.txt")));
        await world.Client.DeleteObjectAsync("inbox", "in/1.txt");
        Assert.False(File.Exists(Path.Combine(world.Folder, "inbox/in/1.txt")));
        await FailsAsync(404, "NoSuchKey", () => world.Client.GetObjectAsync("inbox", "in/1.txt"));
        await world.Client.DeleteObjectAsync("inbox", "in/1.txt");
    }

    [Fact]
    public async Task Buckets_are_those_that_are_declared()
    {
        await using var world = await S3World.OpenAsync();

        Assert.Equal(["curated", "inbox", "raw"], (await world.Client.ListBucketsAsync()).Buckets.Select(b => b.BucketName));
        await world.Client.PutBucketAsync("raw");
        await FailsAsync(403, "AccessDenied", () => world.Client.PutBucketAsync("others"));
        await FailsAsync(403, "AccessDenied", () => world.Client.DeleteBucketAsync("raw"));
        await FailsAsync(404, "NoSuchBucket", () => world.Client.PutObjectAsync(new() { BucketName = "others", Key = "a", ContentBody = "" }));
        await FailsAsync(404, "NoSuchBucket", () => world.Client.ListObjectsV2Async(new() { BucketName = "others" }));
        Assert.Equal("local", (await world.Client.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = "raw" })).Location.Value);
        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a", ContentBody = "" });
        await FailsAsync(409, "BucketNotEmpty", () => world.Client.DeleteBucketAsync("raw"));
        await FailsAsync(501, "NotImplemented", () => world.Client.GetBucketPolicyAsync("raw"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/./x")]
    [InlineData("/x")]
    [InlineData("a/")]
    [InlineData("C:/x")]
    [InlineData("a\\..\\..\\x")]
    public async Task Keys_that_could_leave_their_bucket_are_refused_with_the_reason(string key)
    {
        await using var world = await S3World.OpenAsync();

        using var sent = await RawClient.SendAsync(world, "PUT", "/raw/" + RawClient.Encode(key), "x"u8.ToArray());

        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        var text = await sent.Content.ReadAsStringAsync();
        Assert.Contains("<Code>InvalidArgument</Code>", text, StringComparison.Ordinal);
        Assert.Contains("WEIR3001", text, StringComparison.Ordinal);
        Assert.Empty(await world.Local.Events.ListAsync(10, null, default));
    }

    [Fact]
    public async Task Ranges_and_conditions_are_those_of_http()
    {
        await using var world = await S3World.OpenAsync();
        var etag = (await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a", ContentBody = "0123456789" })).ETag;

        Assert.Equal("234", await PartAsync("bytes=2-4"));
        Assert.Equal("789", await PartAsync("bytes=-3"));
        Assert.Equal("89", await PartAsync("bytes=8-100"));
        await FailsAsync(416, "InvalidRange", () => PartAsync("bytes=10-"));
        await FailsAsync(412, "PreconditionFailed", () => world.Client.GetObjectAsync(new() { BucketName = "raw", Key = "a", EtagToMatch = "\"no\"" }));
        Assert.Equal(etag, (await world.Client.GetObjectAsync(new() { BucketName = "raw", Key = "a", EtagToMatch = etag })).ETag);
        using var known = await RawClient.SendAsync(world, "GET", "/raw/a", [], ("If-None-Match", etag));
        Assert.Equal((HttpStatusCode.NotModified, ""), (known.StatusCode, await known.Content.ReadAsStringAsync()));
        using var unmodified = await RawClient.SendAsync(world, "GET", "/raw/a", [], ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"));
        Assert.Equal(HttpStatusCode.NotModified, unmodified.StatusCode);

        await FailsAsync(412, "PreconditionFailed", () => world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a", ContentBody = "1", IfNoneMatch = "*" }));
        await FailsAsync(412, "PreconditionFailed", () => world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a", ContentBody = "1", IfMatch = "\"no\"" }));
        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a", ContentBody = "1", IfMatch = etag });
        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "b", ContentBody = "1", IfNoneMatch = "*" });

        async Task<string> PartAsync(string range)
        {
            using var got = await world.Client.GetObjectAsync(new() { BucketName = "raw", Key = "a", ByteRange = new ByteRange(range) });
            return await new StreamReader(got.ResponseStream).ReadToEndAsync();
        }
    }

    [Fact]
    public async Task Of_many_who_put_what_must_not_be_there_one_does()
    {
        await using var world = await S3World.OpenAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            using var sent = await RawClient.SendAsync(world, "PUT", "/raw/only", [(byte)number], ("If-None-Match", "*"));
            return sent.StatusCode;
        }));

        Assert.Equal(1, outcomes.Count(outcome => outcome == HttpStatusCode.OK));
        Assert.Equal(19, outcomes.Count(outcome => outcome == HttpStatusCode.PreconditionFailed));
        Assert.Single(await world.Local.Events.ListAsync(30, null, default));
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task A_checksum_that_the_client_makes_on_the_way_is_kept(string algorithm)
    {
        await using var world = await S3World.OpenAsync();

        var put = await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a", ContentBody = "123456789", ChecksumAlgorithm = new ChecksumAlgorithm(algorithm) });
        using var got = await world.Client.GetObjectAsync(new() { BucketName = "raw", Key = "a", ChecksumMode = ChecksumMode.ENABLED });

        Assert.Equal(Sum(put), Sum(got));
        Assert.NotNull(Sum(got));

        static string? Sum(AmazonWebServiceResponse answer) => answer switch
        {
            PutObjectResponse put => put.ChecksumCRC32 ?? put.ChecksumSHA1 ?? put.ChecksumSHA256,
            GetObjectResponse got => got.ChecksumCRC32 ?? got.ChecksumSHA1 ?? got.ChecksumSHA256,
            _ => null,
        };
    }

    [Theory]
    [InlineData("crc32", "y/Q5Jg==")]
    [InlineData("crc32c", "4waSgw==")]
    [InlineData("crc64nvme", "rosUhgp5mIg=")]
    [InlineData("sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=")]
    [InlineData("sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")]
    public async Task A_checksum_that_the_client_says_is_held_against_the_content(string algorithm, string sum)
    {
        await using var world = await S3World.OpenAsync();
        var header = "x-amz-checksum-" + algorithm;

        using var right = await RawClient.SendAsync(world, "PUT", "/raw/a", "123456789"u8.ToArray(), (header, sum));
        using var head = await RawClient.SendAsync(world, "GET", "/raw/a", [], ("x-amz-checksum-mode", "ENABLED"));
        using var wrong = await RawClient.SendAsync(world, "PUT", "/raw/b", "123456780"u8.ToArray(), (header, sum));

        Assert.Equal((HttpStatusCode.OK, sum), (right.StatusCode, right.Headers.GetValues(header).Single()));
        Assert.Equal(sum, head.Headers.GetValues(header).Single());
        Assert.Contains("BadDigest", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await world.Local.Objects.FindAsync(new("raw", "b"), default));
    }

    [Fact]
    public async Task A_copy_takes_what_is_said_of_its_source_along_or_says_something_else()
    {
        await using var world = await S3World.OpenAsync();
        var put = new PutObjectRequest { BucketName = "raw", Key = "a/é", ContentBody = "x", ContentType = "text/x", TagSet = [new Tag { Key = "k", Value = "v" }] };
        put.Metadata.Add("m", "1");
        await world.Client.PutObjectAsync(put);

        await world.Client.CopyObjectAsync("raw", "a/é", "curated", "b");
        await world.Client.CopyObjectAsync(new() { SourceBucket = "raw", SourceKey = "a/é", DestinationBucket = "raw", DestinationKey = "a/é", MetadataDirective = S3MetadataDirective.REPLACE, ContentType = "text/y" });

        var copied = await world.Client.GetObjectMetadataAsync("curated", "b");
        Assert.Equal(("text/x", "1"), (copied.Headers.ContentType, copied.Metadata["m"]));
        Assert.Equal("k", (await world.Client.GetObjectTaggingAsync(new() { BucketName = "curated", Key = "b" })).Tagging.Single().Key);
        var said = await world.Client.GetObjectMetadataAsync("raw", "a/é");
        Assert.Equal(("text/y", 0), (said.Headers.ContentType, said.Metadata.Count));
        await FailsAsync(400, "InvalidRequest", () => world.Client.CopyObjectAsync("raw", "a/é", "raw", "a/é"));
        await FailsAsync(404, "NoSuchKey", () => world.Client.CopyObjectAsync("raw", "no", "raw", "b"));
        await FailsAsync(404, "NoSuchBucket", () => world.Client.CopyObjectAsync("no", "no", "raw", "b"));
    }

    [Fact]
    public async Task Many_are_deleted_at_once_and_tags_can_be_said_anew()
    {
        await using var world = await S3World.OpenAsync();
        foreach (var key in new[] { "a", "b&<é", "c" })
        {
            await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = key, ContentBody = key });
        }

        await world.Client.PutObjectTaggingAsync(new() { BucketName = "raw", Key = "c", Tagging = new() { TagSet = [new() { Key = "x", Value = "y" }] } });
        Assert.Equal("y", (await world.Client.GetObjectTaggingAsync(new() { BucketName = "raw", Key = "c" })).Tagging.Single().Value);
        await world.Client.DeleteObjectTaggingAsync(new() { BucketName = "raw", Key = "c" });
        Assert.Empty((await world.Client.GetObjectTaggingAsync(new() { BucketName = "raw", Key = "c" })).Tagging ?? []);
        var deleted = await world.Client.DeleteObjectsAsync(new() { BucketName = "raw", Objects = [new() { Key = "a" }, new() { Key = "b&<é" }, new() { Key = "never" }] });

        Assert.Equal(["a", "b&<é", "never"], deleted.DeletedObjects.Select(o => o.Key));
        Assert.Equal("c", (await world.Client.ListObjectsV2Async(new() { BucketName = "raw" })).S3Objects.Single().Key);
    }

    [Fact]
    public async Task A_presigned_url_does_what_it_was_signed_for_and_nothing_else()
    {
        await using var world = await S3World.OpenAsync();
        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a é", ContentBody = "content" });
        using var http = new HttpClient();
        var read = Url(HttpVerb.GET, "a é");

        Assert.Equal("content", await http.GetStringAsync(new Uri(read)));
        using var other = await http.GetAsync(new Uri(read.Replace("/a%20", "/b%20", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        using var deleted = await http.DeleteAsync(new Uri(read));
        Assert.Equal(HttpStatusCode.Forbidden, deleted.StatusCode);
        using var body = new ByteArrayContent("new"u8.ToArray());
        using var put = await http.PutAsync(new Uri(Url(HttpVerb.PUT, "put")), body);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("new", Encoding.UTF8.GetString(await world.ContentAsync("raw", "put")));

        string Url(HttpVerb verb, string key) => world.Client.GetPreSignedURL(new()
        {
            BucketName = "raw",
            Key = key,
            Verb = verb,
            Protocol = Protocol.HTTP,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
        });
    }

    internal static async Task FailsAsync(int status, string code, Func<Task> act)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(act);
        Assert.Equal((status, code), ((int)error.StatusCode, error.ErrorCode));
    }
}
