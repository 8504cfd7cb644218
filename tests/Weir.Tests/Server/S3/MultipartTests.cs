using Amazon.S3;
using Amazon.S3.Model;

namespace Weir.Tests.Server.S3;

/// <summary>Objects that come in parts.</summary>
public class MultipartTests
{
    private const int Mega = 1 << 20;

    [Fact]
    public async Task Parts_become_one_object_in_order_of_their_numbers()
    {
        await using var world = await S3World.OpenAsync();
        var (first, last) = (Bytes(1, 5 * Mega), Bytes(2, 1000));
        var begin = new InitiateMultipartUploadRequest { BucketName = "raw", Key = "a/é", ContentType = "text/x", ChecksumAlgorithm = ChecksumAlgorithm.SHA256 };
        begin.Metadata.Add("m", "1");
        var upload = (await world.Client.InitiateMultipartUploadAsync(begin)).UploadId;

        await PutAsync(3, Bytes(9, 10));
        var late = await PutAsync(3, last);
        var early = await PutAsync(1, first);
        var listed = await world.Client.ListPartsAsync("raw", "a/é", upload);
        await ClientTests.FailsAsync(400, "InvalidRequest", () => world.Client.UploadPartAsync(new()
        {
            BucketName = "raw",
            Key = "a/é",
            UploadId = upload,
            PartNumber = 4,
            InputStream = new MemoryStream([1]),
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
        }));
        Assert.Equal([(1, 5L * Mega), (3, 1000L)], listed.Parts.Select(p => (p.PartNumber!.Value, p.Size!.Value)));
        Assert.Equal("a/é", (await world.Client.ListMultipartUploadsAsync("raw")).MultipartUploads.Single().Key);
        Assert.Null(await world.Local.Objects.FindAsync(new("raw", "a/é"), default));

        var complete = new CompleteMultipartUploadRequest { BucketName = "raw", Key = "a/é", UploadId = upload };
        complete.AddPartETags(early, late);
        var completed = await world.Client.CompleteMultipartUploadAsync(complete);

        byte[] expected = [.. first, .. last];
        Assert.Equal(expected, await world.ContentAsync("raw", "a/é"));
        Assert.EndsWith("-2\"", completed.ETag, StringComparison.Ordinal);
        var head = await world.Client.GetObjectMetadataAsync(new() { BucketName = "raw", Key = "a/é", ChecksumMode = ChecksumMode.ENABLED });
        Assert.Equal((completed.ETag, "text/x", "1"), (head.ETag, head.Headers.ContentType, head.Metadata["m"]));
        Assert.EndsWith("-2", head.ChecksumSHA256, StringComparison.Ordinal);
        Assert.Equal(completed.ETag, (await world.Client.ListObjectsV2Async(new() { BucketName = "raw" })).S3Objects.Single().ETag);
        using var part = await world.Client.GetObjectAsync(new() { BucketName = "raw", Key = "a/é", PartNumber = 2 });
        Assert.Equal(1000, part.ContentLength);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(world.Folder, ".weir/local/uploads")));

        // The answer was lost, and the client asks once more.
        Assert.Equal(completed.ETag, (await world.Client.CompleteMultipartUploadAsync(complete)).ETag);
        Assert.Single(await world.Local.Events.ListAsync(10, null, default));

        async Task<UploadPartResponse> PutAsync(int number, byte[] content) => await world.Client.UploadPartAsync(new()
        {
            BucketName = "raw",
            Key = "a/é",
            UploadId = upload,
            PartNumber = number,
            InputStream = new MemoryStream(content),
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
        });
    }

    [Fact]
    public async Task What_does_not_fit_together_is_refused_and_an_aborted_upload_is_gone()
    {
        await using var world = await S3World.OpenAsync();
        var upload = (await world.Client.InitiateMultipartUploadAsync("raw", "a")).UploadId;
        var small = await world.Client.UploadPartAsync(new() { BucketName = "raw", Key = "a", UploadId = upload, PartNumber = 1, InputStream = new MemoryStream([1]) });
        var next = await world.Client.UploadPartAsync(new() { BucketName = "raw", Key = "a", UploadId = upload, PartNumber = 2, InputStream = new MemoryStream([2]) });

        await ClientTests.FailsAsync(400, "EntityTooSmall", () => CompleteAsync((1, small.ETag), (2, next.ETag)));
        await ClientTests.FailsAsync(400, "InvalidPart", () => CompleteAsync((1, next.ETag)));
        await ClientTests.FailsAsync(400, "InvalidPart", () => CompleteAsync((7, next.ETag)));
        using var order = await RawClient.SendAsync(world, "POST", $"/raw/a?uploadId={upload}", System.Text.Encoding.UTF8.GetBytes(
            $"<CompleteMultipartUpload><Part><PartNumber>2</PartNumber><ETag>{next.ETag}</ETag></Part><Part><PartNumber>1</PartNumber><ETag>{small.ETag}</ETag></Part></CompleteMultipartUpload>"));
        Assert.Contains("InvalidPartOrder", await order.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await world.Client.AbortMultipartUploadAsync("raw", "a", upload);
        await ClientTests.FailsAsync(404, "NoSuchUpload", () => CompleteAsync((1, small.ETag)));
        await ClientTests.FailsAsync(404, "NoSuchUpload", () => world.Client.AbortMultipartUploadAsync("raw", "a", "../../buckets"));
        Assert.Empty(await world.Local.Events.ListAsync(10, null, default));

        Task CompleteAsync(params (int Number, string ETag)[] parts) => world.Client.CompleteMultipartUploadAsync(new()
        {
            BucketName = "raw",
            Key = "a",
            UploadId = upload,
            PartETags = [.. parts.Select(part => new PartETag(part.Number, part.ETag))],
        });
    }

    [Fact]
    public async Task An_upload_goes_on_after_a_restart_and_a_part_may_be_a_copy()
    {
        var world = await S3World.OpenAsync();
        var source = Bytes(3, 6 * Mega);
        await world.Client.PutObjectAsync(new() { BucketName = "curated", Key = "s", InputStream = new MemoryStream(source) });
        var upload = (await world.Client.InitiateMultipartUploadAsync("raw", "a")).UploadId;
        var first = await world.Client.CopyPartAsync(new()
        {
            SourceBucket = "curated",
            SourceKey = "s",
            DestinationBucket = "raw",
            DestinationKey = "a",
            UploadId = upload,
            PartNumber = 1,
            FirstByte = 10,
            LastByte = (5 * Mega) + 9,
        });
        await world.CloseAsync();

        await using var next = await S3World.OpenAsync(world.Folder);
        Assert.Equal(world.Key, next.Key);
        var last = await next.Client.UploadPartAsync(new() { BucketName = "raw", Key = "a", UploadId = upload, PartNumber = 2, InputStream = new MemoryStream([7]) });
        await next.Client.CompleteMultipartUploadAsync(new()
        {
            BucketName = "raw",
            Key = "a",
            UploadId = upload,
            PartETags = [new PartETag(1, first.ETag), new PartETag(2, last.ETag)],
        });

        byte[] expected = [.. source[10..((5 * Mega) + 10)], 7];
        Assert.Equal(expected, await next.ContentAsync("raw", "a"));
    }

    [Theory]
    [InlineData("bytes=0-9", 200)]
    [InlineData("bytes=0-10", 400)]
    [InlineData("bytes=10-12", 400)]
    [InlineData("bytes=5-", 400)]
    [InlineData("bytes=-5", 400)]
    [InlineData("bytes=5-4", 400)]
    [InlineData("0-9", 400)]
    public async Task A_part_is_copied_from_a_range_that_its_source_has_or_not_at_all(string range, int status)
    {
        await using var world = await S3World.OpenAsync();
        await world.Client.PutObjectAsync(new() { BucketName = "curated", Key = "s", ContentBody = "0123456789" });
        var upload = (await world.Client.InitiateMultipartUploadAsync("raw", "a")).UploadId;

        using var answer = await RawClient.SendAsync(
            world, "PUT", $"/raw/a?partNumber=1&uploadId={upload}", [], ("x-amz-copy-source", "curated/s"), ("x-amz-copy-source-range", range));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 400, (await answer.Content.ReadAsStringAsync()).Contains("<Code>InvalidArgument</Code>", StringComparison.Ordinal));
    }

    private static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
