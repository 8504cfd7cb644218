namespace Weir.Tests.Server.S3;

/// <summary>What people's clients do with keys that are limited to a tenant: everything below its prefix, and nothing elsewhere.</summary>
public sealed class TenantClientTests
{
    /// <summary>Everything below the own prefix, also from one bucket to another and by a URL that is handed on.</summary>
    [RealClientFact("aws")]
    public async Task Awscli_reaches_what_is_the_tenants_own_and_nothing_else()
    {
        await using var world = await OpenAsync();

        var output = await RunAsync(world,
            """
            aws() { /usr/bin/aws --endpoint-url "$ENDPOINT" "$@"; }
            code() { aws "$@" > /dev/null 2> said && echo "done: $*" || { grep -o 'AccessDenied\|NoSuchUpload\|(403)\|Forbidden' said | head -n 1; }; }
            mkdir -p data/deep
            head -c 12000000 /dev/urandom > data/large
            echo 1 > "data/deep/a b+1 é.txt"
            aws s3 sync --only-show-errors data s3://raw/acme/data
            aws s3 sync --only-show-errors s3://raw/acme/data back
            diff -r data back
            aws s3 cp --only-show-errors s3://raw/acme/data/large s3://curated/acme/large
            aws s3 ls s3://raw/acme/ --recursive | wc -l
            aws s3 ls | sed 's/.* //' | paste -sd,
            /usr/bin/python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode(), end="")' "$(aws s3 presign 's3://raw/acme/data/deep/a b+1 é.txt')"
            aws s3 rm --only-show-errors --recursive s3://raw/acme/data
            echo "refused:"
            code s3 cp data/large s3://raw/globex/large
            code s3 cp data/deep/a* s3://raw/acme
            code s3 cp s3://raw/globex/theirs mine
            code s3 cp s3://raw/globex/theirs s3://raw/acme/mine
            code s3 cp s3://curated/acme/large s3://raw/globex/large
            code s3 rm s3://raw/globex/theirs
            code s3 ls s3://raw
            code s3 ls s3://raw/globex/
            code s3 mb s3://mine
            code s3 rb s3://raw
            test ! -e mine
            """);

        Assert.StartsWith("2\ncurated,inbox,raw\n1\nrefused:\n", output, StringComparison.Ordinal);
        var refused = output.Split("refused:\n")[1].TrimEnd().Split('\n');
        Assert.Equal(10, refused.Length);
        Assert.All(refused, code => Assert.Contains(code, (string[])["AccessDenied", "(403)", "Forbidden"]));
        await HoldsAsync(world);
    }

    [RealClientFact("boto3")]
    public async Task Boto3_is_refused_by_every_way_out_of_the_prefix()
    {
        await using var world = await OpenAsync();
        var theirs = (await world.Client.InitiateMultipartUploadAsync("raw", "globex/large")).UploadId;

        var output = await RunAsync(world,
            $$$"""
            cat > try.py <<'PYTHON'
            import boto3, io, os, urllib.error, urllib.request
            from boto3.s3.transfer import TransferConfig
            from botocore.exceptions import ClientError
            s3 = boto3.client("s3", endpoint_url=os.environ["ENDPOINT"])
            small = TransferConfig(multipart_threshold=5_500_000, multipart_chunksize=5_500_000)
            large = os.urandom(11_500_000)
            s3.upload_fileobj(io.BytesIO(large), "raw", "acme/large", Config=small)
            s3.copy({"Bucket": "raw", "Key": "acme/large"}, "curated", "acme/copied", Config=small)
            back = io.BytesIO()
            s3.download_fileobj("curated", "acme/copied", back)
            s3.put_object(Bucket="raw", Key="acme/k", Body=b"1", Tagging="a=b")
            print(back.getvalue() == large, [o["Key"] for o in s3.list_objects_v2(Bucket="raw", Prefix="acme/")["Contents"]])
            print(sorted(b["Name"] for b in s3.list_buckets()["Buckets"]))

            def code(call, **asked):
                try:
                    return "done: " + str(call(**asked))
                except ClientError as error:
                    return error.response["Error"]["Code"]

            def of_url(operation, method, **asked):
                url = s3.generate_presigned_url(operation, Params=asked)
                try:
                    return urllib.request.urlopen(urllib.request.Request(url, data=b"x" if method == "PUT" else None, method=method)).status
                except urllib.error.HTTPError as error:
                    return error.code

            ours = s3.create_multipart_upload(Bucket="raw", Key="acme/parts")["UploadId"]
            theirs = "{{{theirs}}}"
            refused = [
                code(s3.get_object, Bucket="raw", Key="globex/theirs"),
                code(s3.put_object, Bucket="raw", Key="globex/mine", Body=b""),
                code(s3.put_object, Bucket="raw", Key="acme-2/mine", Body=b""),
                code(s3.put_object, Bucket="raw", Key="acme", Body=b""),
                code(s3.delete_object, Bucket="raw", Key="globex/theirs"),
                code(s3.copy_object, Bucket="raw", Key="acme/mine", CopySource={"Bucket": "raw", "Key": "globex/theirs"}),
                code(s3.copy_object, Bucket="raw", Key="acme/mine", CopySource="/raw/acme/..%2Fglobex/theirs"),
                code(s3.copy_object, Bucket="raw", Key="globex/mine", CopySource={"Bucket": "raw", "Key": "acme/k"}),
                code(s3.upload_part_copy, Bucket="raw", Key="acme/parts", UploadId=ours, PartNumber=1, CopySource={"Bucket": "raw", "Key": "globex/theirs"}),
                code(s3.upload_part, Bucket="raw", Key="acme/parts", UploadId=theirs, PartNumber=1, Body=b"x"),
                code(s3.upload_part, Bucket="raw", Key="globex/large", UploadId=theirs, PartNumber=1, Body=b"x"),
                code(s3.complete_multipart_upload, Bucket="raw", Key="acme/parts", UploadId=theirs, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": "x"}]}),
                code(s3.abort_multipart_upload, Bucket="raw", Key="acme/parts", UploadId=theirs),
                code(s3.abort_multipart_upload, Bucket="raw", Key="globex/large", UploadId=theirs),
                code(s3.list_parts, Bucket="raw", Key="globex/large", UploadId=theirs),
                code(s3.list_multipart_uploads, Bucket="raw"),
                code(s3.create_multipart_upload, Bucket="raw", Key="globex/parts"),
                code(s3.list_objects_v2, Bucket="raw"),
                code(s3.list_objects_v2, Bucket="raw", Delimiter="/"),
                code(s3.list_objects_v2, Bucket="raw", Prefix="acme"),
                code(s3.list_objects_v2, Bucket="raw", Prefix="globex/", StartAfter="acme/"),
                code(s3.list_objects, Bucket="raw", Marker="globex/"),
                code(s3.get_object_tagging, Bucket="raw", Key="globex/theirs"),
                code(s3.put_object_tagging, Bucket="raw", Key="globex/theirs", Tagging={"TagSet": []}),
                code(s3.get_object_attributes, Bucket="raw", Key="globex/theirs", ObjectAttributes=["ETag"]),
                code(s3.head_object, Bucket="raw", Key="globex/theirs"),
                code(s3.create_bucket, Bucket="other"),
                code(s3.delete_bucket, Bucket="raw"),
                of_url("get_object", "GET", Bucket="raw", Key="globex/theirs"),
                of_url("put_object", "PUT", Bucket="raw", Key="globex/mine"),
                of_url("list_objects_v2", "GET", Bucket="raw"),
            ]
            print(*refused, sep="\n")
            print([of_url("get_object", "GET", Bucket="raw", Key="acme/k"), of_url("put_object", "PUT", Bucket="raw", Key="acme/url")])
            mixed = s3.delete_objects(Bucket="raw", Delete={"Objects": [{"Key": "globex/theirs"}, {"Key": "acme/k"}, {"Key": "acme/../globex/theirs"}, {"Key": "acme-2/x"}]})
            print([d["Key"] for d in mixed["Deleted"]], [(e["Key"], e["Code"]) for e in mixed["Errors"]])
            PYTHON
            /usr/bin/python3 try.py
            """);

        var lines = output.TrimEnd().Split('\n');
        Assert.Equal(["True ['acme/k', 'acme/large']", "['curated', 'inbox', 'raw']"], lines[..2]);
        Assert.Equal(
            [
                .. Enumerable.Repeat("AccessDenied", 6), "NoSuchKey", .. Enumerable.Repeat("AccessDenied", 2), "NoSuchUpload", "AccessDenied", "NoSuchUpload", "NoSuchUpload",
                .. Enumerable.Repeat("AccessDenied", 12), "403", "AccessDenied", "AccessDenied", "403", "403", "403",
            ],
            lines[2..^2]);
        Assert.Equal("[200, 200]", lines[^2]);
        Assert.StartsWith("['acme/k', 'acme/../globex/theirs'] [('globex/theirs', 'AccessDenied'), ('acme-2/x', 'AccessDenied')]", lines[^1], StringComparison.Ordinal);
        Assert.NotNull(world.Local.Uploads.Find(theirs));
        await HoldsAsync(world);
    }

    [RealClientFact("rclone")]
    public async Task Rclone_syncs_below_the_prefix_and_nowhere_else()
    {
        await using var world = await OpenAsync();

        var output = await RunAsync(world,
            """
            code() { rclone --retries 1 --low-level-retries 1 "$@" > listed 2> said && test ! -s listed && echo "done: $*" || { cat listed; grep -o 'AccessDenied\|status code: 403' said | head -n 1 || tail -n 1 said; }; }
            mkdir -p data/deep
            head -c 12000000 /dev/urandom > data/large
            for n in $(seq 5); do echo "$n" > "data/deep/a b+$n é.txt"; done
            rclone sync data weir:raw/acme/data --s3-upload-cutoff 6M --s3-chunk-size 5M
            rclone check data weir:raw/acme/data --download
            rclone copy weir:raw/acme/data weir:curated/acme/data
            rclone move weir:curated/acme/data weir:inbox/acme/moved
            diff -r data inbox/acme/moved
            rclone lsf -R --files-only weir:raw/acme | wc -l
            rclone purge weir:raw/acme/data
            echo "refused:"
            code copy data weir:raw/globex
            code copy weir:raw/globex weir:raw/acme/stolen
            code copyto weir:raw/globex/theirs mine
            code delete weir:raw/globex
            code purge weir:raw/globex
            code lsf weir:raw
            code lsf weir:raw/globex
            code mkdir weir:mine
            code rmdir weir:raw
            test ! -e mine
            """);

        Assert.StartsWith("6\nrefused:\n", output, StringComparison.Ordinal);
        var refused = output.Split("refused:\n")[1].TrimEnd().Split('\n');
        Assert.Equal(9, refused.Length);
        Assert.All(refused, code => Assert.Contains(code, (string[])["AccessDenied", "status code: 403"]));
        await HoldsAsync(world);
    }

    /// <summary>A world with two tenants, the other one's object in it, and a pair of the first one's.</summary>
    private static async Task<S3World> OpenAsync()
    {
        var world = await S3World.OpenAsync(more: "tenants: { acme: , globex: }");
        await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = "globex/theirs", ContentBody = "theirs" });
        await TenantKeys.MakeAsync(world, "acme");
        return world;
    }

    private static Task<string> RunAsync(S3World world, string script) => RealClient.RunAsync(world, $"export AWS_PROFILE=acme\n{script}");

    /// <summary>What is the other tenant's is as it was.</summary>
    private static async Task HoldsAsync(S3World world)
    {
        Assert.Equal("theirs", System.Text.Encoding.UTF8.GetString(await world.ContentAsync("raw", "globex/theirs")));
        Assert.Equal(["globex/theirs"], (await world.Local.Objects.ListAsync("raw", "", null, 100, default)).Where(o => !o.Name.Key.StartsWith("acme/", StringComparison.Ordinal)).Select(o => o.Name.Key));
    }
}
