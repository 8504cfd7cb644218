using Amazon.S3;

namespace Weir.Tests.Server.S3;

/// <summary>Keys that end in a slash: folders, as the AWS console, boto3 and other clients make them.</summary>
public sealed class FolderObjectTests
{
    private const string Pipelines =
        """
        pipelines:
          files: { triggers: [{ object_created: raw/** }], steps: [{ delete: curated/x }] }
          folders: { triggers: [{ object_created: raw/inbox/*/ }], steps: [{ delete: curated/y }] }
        """;

    [Fact]
    public async Task A_folder_is_put_read_listed_and_deleted_and_outlives_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("weir-s3-").FullName;
        var first = await S3World.OpenAsync(folder);
        await first.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a b/é/", ContentBody = "", ContentType = "application/x-directory" });
        await first.Client.PutObjectAsync(new() { BucketName = "raw", Key = "a b/é/file", ContentBody = "1" });
        await first.CloseAsync();

        await using var world = await S3World.OpenAsync(folder);
        var about = await world.Client.GetObjectMetadataAsync("raw", "a b/é/");
        using var got = await world.Client.GetObjectAsync("raw", "a b/é/");
        var above = await world.Client.ListObjectsV2Async(new() { BucketName = "raw", Prefix = "a b/", Delimiter = "/" });
        var within = await world.Client.ListObjectsV2Async(new() { BucketName = "raw", Prefix = "a b/é/", Delimiter = "/" });

        Assert.Equal((0, "application/x-directory"), (about.ContentLength, about.Headers.ContentType));
        Assert.Equal("\"d41d8cd98f00b204e9800998ecf8427e\"", got.ETag);
        Assert.Equal(["a b/é/"], above.CommonPrefixes);
        Assert.Equal(["a b/é/", "a b/é/file"], within.S3Objects.Select(found => found.Key));

        await world.Client.CopyObjectAsync("raw", "a b/é/", "curated", "copied/");
        await world.Client.DeleteObjectAsync("raw", "a b/é/");
        await Assert.ThrowsAsync<AmazonS3Exception>(() => world.Client.GetObjectMetadataAsync("raw", "a b/é/"));
        Assert.Equal(["a b/é/file"], (await world.Client.ListObjectsV2Async(new() { BucketName = "raw" })).S3Objects.Select(found => found.Key));
        Assert.Equal(0, (await world.Client.GetObjectMetadataAsync("curated", "copied/")).ContentLength);
    }

    [Theory]
    [InlineData("raw", "a/", "x", "has content")]
    [InlineData("raw", "a//", "", "ends in a slash")]
    [InlineData("raw", "../", "", "segment")]
    [InlineData("inbox", "a/", "", "ordinary folder")]
    public async Task What_cannot_be_a_folder_is_refused_with_the_reason(string bucket, string key, string content, string why)
    {
        await using var world = await S3World.OpenAsync();

        using var sent = await RawClient.SendAsync(world, "PUT", $"/{bucket}/{RawClient.Encode(key)}", System.Text.Encoding.UTF8.GetBytes(content));

        var text = await sent.Content.ReadAsStringAsync();
        Assert.Contains("<Code>InvalidArgument</Code>", text, StringComparison.Ordinal);
        Assert.Contains(why, text, StringComparison.Ordinal);
        Assert.Contains("WEIR3001", text, StringComparison.Ordinal);
        Assert.Empty(await world.Local.Events.ListAsync(10, null, default));
        await Assert.ThrowsAsync<AmazonS3Exception>(() => world.Client.InitiateMultipartUploadAsync("raw", "parts/"));
    }

    [Fact]
    public async Task A_folder_starts_nothing_unless_a_pattern_ends_in_a_slash()
    {
        await using var world = await S3World.OpenAsync(more: Pipelines);

        foreach (var key in new[] { "inbox/", "inbox/new/", "inbox/new/file" })
        {
            await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = key, ContentBody = "" });
        }

        var events = await world.Local.Events.ListAsync(10, null, default);
        Assert.Equal([("inbox/new/file", 1), ("inbox/new/", 1), ("inbox/", 0)], events.Select(logged => (logged.Event.Object!.Name.Key, logged.Waiting)));
    }

    [RealClientFact("boto3")]
    public async Task Clients_see_folders_as_those_of_s3()
    {
        await using var world = await S3World.OpenAsync();

        var output = await RealClient.RunAsync(world,
            """
            cat > try.py <<'PYTHON'
            import boto3, os
            s3 = boto3.client("s3", endpoint_url=os.environ["ENDPOINT"])
            s3.put_object(Bucket="raw", Key="data/")
            s3.put_object(Bucket="raw", Key="data/empty/")
            s3.put_object(Bucket="raw", Key="data/full/a.txt", Body=b"a")
            print(s3.head_object(Bucket="raw", Key="data/empty/")["ContentLength"], s3.get_object(Bucket="raw", Key="data/")["Body"].read())
            print([o["Key"] for o in s3.list_objects_v2(Bucket="raw")["Contents"]])
            print([p["Prefix"] for p in s3.list_objects_v2(Bucket="raw", Prefix="data/", Delimiter="/")["CommonPrefixes"]])
            bucket = boto3.resource("s3", endpoint_url=os.environ["ENDPOINT"]).Bucket("raw")
            bucket.copy({"Bucket": "raw", "Key": "data/empty/"}, "copied/")
            print(sorted(d["Key"] for d in bucket.objects.filter(Prefix="data/empty/").delete()[0]["Deleted"]))
            PYTHON
            /usr/bin/python3 try.py
            """);

        Assert.Equal(
            """
            0 b''
            ['data/', 'data/empty/', 'data/full/a.txt']
            ['data/empty/', 'data/full/']
            ['data/empty/']

            """,
            output,
            ignoreLineEndingDifferences: true);
    }

    [RealClientFact("aws")]
    public async Task Awscli_and_its_syncs_pass_over_folders()
    {
        await using var world = await S3World.OpenAsync();

        var output = await RealClient.RunAsync(world,
            """
            aws() { /usr/bin/aws --endpoint-url "$ENDPOINT" "$@"; }
            aws s3api put-object --bucket raw --key data/ > /dev/null
            mkdir data && echo 1 > data/a.txt
            aws s3 sync --only-show-errors data s3://raw/data
            aws s3 ls s3://raw/data/ | sed 's/.* //' | paste -sd,
            aws s3 sync --only-show-errors s3://raw/data back
            diff -r data back
            aws s3 rm --only-show-errors --recursive s3://raw/data
            aws s3 ls s3://raw | wc -l
            """);

        Assert.Equal(",a.txt\n0\n", output);
    }

    [RealClientFact("rclone")]
    public async Task Rclone_passes_over_folders()
    {
        await using var world = await S3World.OpenAsync();
        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "data/", ContentBody = "" });
        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "data/deep/", ContentBody = "" });

        var output = await RealClient.RunAsync(world,
            """
            mkdir -p data/deep && echo 1 > data/deep/a.txt
            rclone copy data weir:raw/data
            rclone check data weir:raw/data
            rclone copy weir:raw/data back
            diff -r data back
            rclone lsf -R weir:raw | sort
            rclone purge weir:raw/data
            """);

        Assert.Equal("data/\ndata/deep/\ndata/deep/a.txt\n", output);
    }
}
