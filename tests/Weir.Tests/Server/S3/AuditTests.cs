using Amazon.S3;
using Amazon.S3.Model;

using Weir.Engine.Access;
using Weir.Engine.Events;
using Weir.Events;

namespace Weir.Tests.Server.S3;

/// <summary>Who changed what through S3, and who was refused to.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task Every_change_is_noted_with_who_made_it_and_from_where()
    {
        await using var world = await S3World.OpenAsync();
        var client = world.Client;
        await client.PutObjectAsync(new() { BucketName = "raw", Key = "a b", ContentBody = "1", TagSet = [] });
        await client.CopyObjectAsync("raw", "a b", "curated", "b");
        await client.PutObjectTaggingAsync(new() { BucketName = "raw", Key = "a b", Tagging = new Tagging { TagSet = [new Tag { Key = "k", Value = "v" }] } });
        await client.DeleteObjectTaggingAsync(new() { BucketName = "raw", Key = "a b" });
        var upload = await client.InitiateMultipartUploadAsync("raw", "large");
        var part = await client.UploadPartAsync(new() { BucketName = "raw", Key = "large", UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream([1]) });
        await client.CompleteMultipartUploadAsync(new() { BucketName = "raw", Key = "large", UploadId = upload.UploadId, PartETags = [new PartETag(part)] });
        var given = await client.InitiateMultipartUploadAsync("raw", "up");
        await client.AbortMultipartUploadAsync("raw", "up", given.UploadId);
        await client.DeleteObjectAsync("curated", "b");
        await client.DeleteObjectsAsync(new() { BucketName = "raw", Objects = [new KeyVersion { Key = "a b" }, new KeyVersion { Key = "large" }] });
        await client.ListObjectsV2Async(new() { BucketName = "raw" });
        await client.PutBucketAsync("raw");

        var entries = await ListAsync(world);

        Assert.Equal(
            [
                "PutObject raw/a b 200", "CopyObject curated/b 200", "PutObjectTagging raw/a b 200", "DeleteObjectTagging raw/a b 204",
                "CreateMultipartUpload raw/large 200", "CompleteMultipartUpload raw/large 200", "CreateMultipartUpload raw/up 200", "AbortMultipartUpload raw/up 204",
                "DeleteObject curated/b 204", "DeleteObject raw/a b 204", "DeleteObject raw/large 204",
            ],
            entries.Select(entry => $"{entry.What} {entry.On} {entry.Result}"));
        Assert.All(entries, entry => Assert.Equal(("S3 key default", "127.0.0.1"), (entry.Who, entry.From)));
        Assert.All(entries, entry => Assert.InRange(entry.Time, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task What_a_tenant_is_refused_is_noted_as_what_it_may()
    {
        await using var world = await S3World.OpenAsync(more: "tenants: { acme: , globex: }");
        using var acme = TenantKeys.ClientOf(world, await TenantKeys.MakeAsync(world, "acme"));
        await acme.PutObjectAsync(new() { BucketName = "raw", Key = "acme/1", ContentBody = "1" });
        await Assert.ThrowsAsync<AmazonS3Exception>(() => acme.PutObjectAsync(new() { BucketName = "raw", Key = "globex/1", ContentBody = "1" }));
        await Assert.ThrowsAsync<AmazonS3Exception>(() => acme.DeleteBucketAsync("raw"));
        await Assert.ThrowsAsync<AmazonS3Exception>(() => acme.PutObjectAsync(new() { BucketName = "raw", Key = "acme/1", ContentBody = "2", IfNoneMatch = "*" }));
        await Assert.ThrowsAsync<DeleteObjectsException>(() => acme.DeleteObjectsAsync(new() { BucketName = "raw", Objects = [new KeyVersion { Key = "acme/1" }, new KeyVersion { Key = "globex/1" }] }));
        await Assert.ThrowsAsync<AmazonS3Exception>(() => acme.GetObjectAsync("raw", "globex/1"));

        var entries = await ListAsync(world);

        Assert.Equal(
            [
                "PutObject raw/acme/1 200", "PutObject raw/globex/1 403", "DeleteBucket raw 403", "PutObject raw/acme/1 412",
                "DeleteObject raw/acme/1 204", "DeleteObject raw/globex/1 403",
            ],
            entries.Select(entry => $"{entry.What} {entry.On} {entry.Result}"));
        Assert.All(entries, entry => Assert.Equal("S3 key acme of acme", entry.Who));
    }

    [Fact]
    public async Task Whoever_is_nobody_leaves_no_entry_and_what_landed_leaves_one()
    {
        await using var world = await S3World.OpenAsync();
        using var nobody = await RawClient.SendAsync(world, "PUT", "/raw/a", [1], new Weir.Server.S3.Keys.AccessKey("WEIRNOBODY", "x"));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, nobody.StatusCode);
        Assert.Empty(await ListAsync(world));

        var entry = new AuditEntry(DateTimeOffset.UtcNow, "who", "what", "on", "from", "200");
        var known = new Event { Id = EventId.New(TimeProvider.System), Type = Event.MessagePublished, Time = DateTimeOffset.UtcNow };
        await world.Local.Events.AppendAsync([new RoutedEvent(known, []) { Audit = entry }], default);
        await world.Local.Events.AppendAsync([new RoutedEvent(known, []) { Audit = entry }], default);

        Assert.Equal(["what"], (await ListAsync(world)).Select(noted => noted.What));
    }

    /// <summary>The oldest first.</summary>
    private static async Task<List<AuditEntry>> ListAsync(S3World world) => [.. (await world.Local.Audit.ListAsync(100, null, default)).Reverse()];
}
