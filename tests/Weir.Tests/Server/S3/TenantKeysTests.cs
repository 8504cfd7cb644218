using System.Net;

using Amazon.S3;
using Amazon.S3.Model;

using Weir.Server.S3.Keys;

namespace Weir.Tests.Server.S3;

/// <summary>A tenant's pair reaches what is below the tenant's prefix, by whatever call.</summary>
public sealed class TenantKeysTests
{
    [Fact]
    public async Task A_tenants_pair_does_everything_below_its_prefix()
    {
        await using var world = await OpenAsync();
        using var acme = TenantKeys.ClientOf(world, await TenantKeys.MakeAsync(world, "acme"));
        await acme.PutObjectAsync(new PutObjectRequest { BucketName = "raw", Key = "acme/1", ContentBody = "one" });
        await acme.CopyObjectAsync("raw", "acme/1", "curated", "acme/2");
        using (var got = await acme.GetObjectAsync("curated", "acme/2"))
        using (var reader = new StreamReader(got.ResponseStream))
        {
            Assert.Equal("one", await reader.ReadToEndAsync());
        }

        var upload = await acme.InitiateMultipartUploadAsync("raw", "acme/large");
        var part = await acme.UploadPartAsync(new UploadPartRequest { BucketName = "raw", Key = "acme/large", UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream([1, 2, 3]) });
        Assert.Single((await acme.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = "raw", Prefix = "acme/" })).MultipartUploads);
        await acme.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = "raw", Key = "acme/large", UploadId = upload.UploadId, PartETags = [new PartETag(part)] });

        Assert.Equal(["acme/1", "acme/large"], (await acme.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "raw", Prefix = "acme/" })).S3Objects.Select(o => o.Key));
        Assert.Contains("raw", (await acme.ListBucketsAsync()).Buckets.Select(bucket => bucket.BucketName));
        await acme.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = "raw", Objects = [new KeyVersion { Key = "acme/1" }, new KeyVersion { Key = "acme/large" }] });
        Assert.Null(await world.Local.Objects.FindAsync(new("raw", "acme/1"), default));
    }

    [Fact]
    public async Task A_tenants_pair_reaches_nothing_else_by_any_call()
    {
        await using var world = await OpenAsync();
        await world.Client.PutObjectAsync(new PutObjectRequest { BucketName = "raw", Key = "globex/1", ContentBody = "theirs" });
        var theirs = await world.Client.InitiateMultipartUploadAsync("raw", "globex/large");
        using var acme = TenantKeys.ClientOf(world, await TenantKeys.MakeAsync(world, "acme"));
        await acme.PutObjectAsync(new PutObjectRequest { BucketName = "raw", Key = "acme/1", ContentBody = "ours" });
        var ours = await acme.InitiateMultipartUploadAsync("raw", "acme/large");

        Func<Task>[] calls =
        [
            () => acme.GetObjectAsync("raw", "globex/1"),
            () => acme.PutObjectAsync(new PutObjectRequest { BucketName = "raw", Key = "globex/1", ContentBody = "x" }),
            () => acme.PutObjectAsync(new PutObjectRequest { BucketName = "raw", Key = "acme", ContentBody = "x" }),
            () => acme.PutObjectAsync(new PutObjectRequest { BucketName = "raw", Key = "acme-2/1", ContentBody = "x" }),
            () => acme.DeleteObjectAsync("raw", "globex/1"),
            () => acme.CopyObjectAsync("raw", "globex/1", "raw", "acme/stolen"),
            () => acme.CopyObjectAsync("raw", "acme/1", "raw", "globex/2"),
            () => acme.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = "raw", Key = "globex/1" }),
            () => acme.PutObjectTaggingAsync(new PutObjectTaggingRequest { BucketName = "raw", Key = "globex/1", Tagging = new Tagging { TagSet = [new Tag { Key = "a", Value = "b" }] } }),
            () => acme.GetObjectAttributesAsync(new GetObjectAttributesRequest { BucketName = "raw", Key = "globex/1", ObjectAttributes = [ObjectAttributes.ETag] }),
            () => acme.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "raw" }),
            () => acme.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "raw", Delimiter = "/" }),
            () => acme.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "raw", Prefix = "acme" }),
            () => acme.ListObjectsAsync(new ListObjectsRequest { BucketName = "raw", Prefix = "globex/" }),
            () => acme.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = "raw" }),
            () => acme.InitiateMultipartUploadAsync("raw", "globex/x"),
            () => acme.UploadPartAsync(new UploadPartRequest { BucketName = "raw", Key = "globex/large", UploadId = theirs.UploadId, PartNumber = 1, InputStream = new MemoryStream([1]) }),
            () => acme.CopyPartAsync(new CopyPartRequest { SourceBucket = "raw", SourceKey = "globex/1", DestinationBucket = "raw", DestinationKey = "acme/large", UploadId = ours.UploadId, PartNumber = 1 }),
            () => acme.ListPartsAsync("raw", "globex/large", theirs.UploadId),
            () => acme.AbortMultipartUploadAsync("raw", "globex/large", theirs.UploadId),
            () => acme.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = "raw", Key = "globex/large", UploadId = theirs.UploadId, PartETags = [new PartETag(1, "x")] }),
            () => acme.DeleteBucketAsync("raw"),
            () => acme.PutBucketAsync("other"),
        ];
        for (var call = 0; call < calls.Length; call++)
        {
            var refused = await Assert.ThrowsAsync<AmazonS3Exception>(calls[call]);
            Assert.True(refused is { StatusCode: HttpStatusCode.Forbidden, ErrorCode: "AccessDenied" }, $"Call {call}: {refused.StatusCode} {refused.ErrorCode}");
        }

        // A part of somebody else's upload under one's own key is no upload of that key.
        var mixed = await Assert.ThrowsAsync<AmazonS3Exception>(() => acme.ListPartsAsync("raw", "acme/large", theirs.UploadId));
        Assert.Equal("NoSuchUpload", mixed.ErrorCode);
        var deleted = await Assert.ThrowsAsync<DeleteObjectsException>(() => acme.DeleteObjectsAsync(
            new DeleteObjectsRequest { BucketName = "raw", Objects = [new KeyVersion { Key = "globex/1" }, new KeyVersion { Key = "acme/1" }] }));
        Assert.Equal(["AccessDenied"], deleted.Response.DeleteErrors.Select(error => error.Code));
        Assert.Equal("theirs", System.Text.Encoding.UTF8.GetString(await world.ContentAsync("raw", "globex/1")));
        Assert.Null(await world.Local.Objects.FindAsync(new("raw", "acme/1"), default));
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<AmazonS3Exception>(() => acme.GetObjectMetadataAsync("raw", "globex/1"))).StatusCode);
    }

    [Theory]
    [InlineData("/raw/acme/../globex/1")]
    [InlineData("/raw/acme/%2e%2e/globex/1")]
    [InlineData("/raw/acme%2f..%2fglobex%2f1")]
    [InlineData("/raw//acme/1")]
    [InlineData("/raw/acme\\..\\globex\\1")]
    [InlineData("/raw/./acme/1")]
    [InlineData("/raw/%61cme/../globex/1")]
    public async Task No_way_of_writing_a_key_leads_out_of_the_prefix(string path)
    {
        await using var world = await OpenAsync();
        await world.Client.PutObjectAsync(new PutObjectRequest { BucketName = "raw", Key = "globex/1", ContentBody = "theirs" });
        var key = await TenantKeys.MakeAsync(world, "acme");
        foreach (var method in new[] { "GET", "PUT", "DELETE" })
        {
            using var answer = await RawClient.SendAsync(world, method, path, [], key);

            Assert.True((int)answer.StatusCode is 400 or 403 or 404 || method == "DELETE", $"{method}: {answer.StatusCode}");
            Assert.DoesNotContain("theirs", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal("theirs", System.Text.Encoding.UTF8.GetString(await world.ContentAsync("raw", "globex/1")));
    }

    [Fact]
    public async Task A_pair_is_taken_while_the_endpoint_is_open_and_is_no_good_when_it_or_its_tenant_is_gone()
    {
        await using var world = await OpenAsync();
        using var acme = TenantKeys.ClientOf(world, await TenantKeys.MakeAsync(world, "acme"));
        using var nobody = TenantKeys.ClientOf(world, await TenantKeys.MakeAsync(world, "nobody"));
        await acme.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "raw", Prefix = "acme/" });
        Assert.Equal("AccessDenied", (await Assert.ThrowsAsync<AmazonS3Exception>(() => nobody.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "raw", Prefix = "nobody/" }))).ErrorCode);

        Assert.True(CredentialsFile.Remove(Path.GetDirectoryName(world.CredentialsPath)!, "acme"));

        await TenantKeys.EventuallyAsync(async () =>
        {
            try
            {
                await acme.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "raw", Prefix = "acme/" });
                return false;
            }
            catch (AmazonS3Exception refused)
            {
                return refused.ErrorCode == "InvalidAccessKeyId";
            }
        });
        await world.Client.ListBucketsAsync();
    }

    private static Task<S3World> OpenAsync() => S3World.OpenAsync(more: "tenants: { acme: , globex: }");
}
