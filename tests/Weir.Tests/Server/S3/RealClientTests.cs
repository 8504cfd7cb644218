namespace Weir.Tests.Server.S3;

/// <summary>The clients that people have, as their distribution ships them. <c>.ci/run</c> installs them.</summary>
public class RealClientTests
{
    [RealClientFact("aws")]
    public async Task Awscli_copies_syncs_and_presigns()
    {
        await using var world = await S3World.OpenAsync();

        var output = await RealClient.RunAsync(world,
            """
            aws() { /usr/bin/aws --endpoint-url "$ENDPOINT" "$@"; }
            mkdir -p data/deep
            head -c 20000000 /dev/urandom > data/large
            for n in 1 2 3; do echo "$n" > "data/deep/a b+$n é.txt"; done
            touch data/a-empty data/m-empty
            aws s3 cp --only-show-errors data/large s3://raw/large --metadata from=here
            aws s3 sync --only-show-errors data s3://raw/data
            aws s3 sync --only-show-errors s3://raw/data back
            diff -r data back
            aws s3 sync data s3://raw/data
            aws s3 cp --only-show-errors s3://raw/large s3://curated/copied
            aws s3 cp --only-show-errors s3://curated/copied - | cmp - data/large
            aws s3api head-object --bucket raw --key large --query '[Metadata.from, ContentLength]' --output text
            /usr/bin/python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode(), end="")' "$(aws s3 presign 's3://raw/data/deep/a b+1 é.txt')"
            aws s3 ls s3://raw/data/deep/ | wc -l
            aws s3 rm --only-show-errors --recursive s3://raw/data
            aws s3 ls s3://raw/
            ! aws s3api get-bucket-acl --bucket raw 2> refused
            grep -o NotImplemented refused
            """);

        Assert.Contains("here\t20000000", output, StringComparison.Ordinal);
        Assert.Contains("20000000\n1\n3\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("data/", output, StringComparison.Ordinal);
        Assert.EndsWith("large\nNotImplemented\n", output, StringComparison.Ordinal);
    }

    [RealClientFact("boto3")]
    public async Task Boto3_does_what_it_does_with_s3()
    {
        await using var world = await S3World.OpenAsync();

        var output = await RealClient.RunAsync(world,
            """
            cat > try.py <<'PYTHON'
            import boto3, io, os, urllib.request
            from boto3.s3.transfer import TransferConfig
            s3 = boto3.client("s3", endpoint_url=os.environ["ENDPOINT"])
            for body in [b"", b"x", b"", b"y"]:
                s3.put_object(Bucket="inbox", Key="one/" + str(len(body)), Body=body)
            s3.put_object(Bucket="raw", Key="k/é +.json", Body=b'{"id": 1}', ContentType="application/json", Metadata={"a": "b"}, Tagging="x=1&y=2")
            got = s3.get_object(Bucket="raw", Key="k/é +.json", Range="bytes=1-4")
            print(got["Body"].read(), got["ContentType"], got["Metadata"], got["TagCount"])
            large = os.urandom(12_000_000)
            s3.upload_fileobj(io.BytesIO(large), "raw", "large", Config=TransferConfig(multipart_threshold=6_000_000, multipart_chunksize=6_000_000))
            back = io.BytesIO()
            s3.download_fileobj("raw", "large", back)
            print(back.getvalue() == large, s3.head_object(Bucket="raw", Key="large")["ETag"][-3:])
            for n in range(1_005):
                s3.put_object(Bucket="curated", Key=f"many/{n:04}", Body=b"")
            pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket="curated"))
            print([page["KeyCount"] for page in pages])
            print(len(s3.delete_objects(Bucket="curated", Delete={"Objects": [{"Key": f"many/{n:04}"} for n in range(1_000)]})["Deleted"]))
            print(urllib.request.urlopen(s3.generate_presigned_url("get_object", Params={"Bucket": "raw", "Key": "k/é +.json"})).read())
            try:
                s3.get_object(Bucket="raw", Key="none")
            except s3.exceptions.NoSuchKey as error:
                print("NoSuchKey")
            PYTHON
            /usr/bin/python3 try.py
            """);

        Assert.Equal(
            """
            b'"id"' application/json {'a': 'b'} 2
            True -2"
            [1000, 5]
            1000
            b'{"id": 1}'
            NoSuchKey

            """,
            output,
            ignoreLineEndingDifferences: true);
    }

    [RealClientFact("rclone")]
    public async Task Rclone_syncs_and_finds_no_difference()
    {
        await using var world = await S3World.OpenAsync();

        var output = await RealClient.RunAsync(world,
            """
            mkdir -p data/deep
            head -c 12000000 /dev/urandom > data/large
            for n in $(seq 20); do echo "$n" > "data/deep/a b+$n é.txt"; done
            rclone sync data weir:raw/data --s3-upload-cutoff 6M --s3-chunk-size 5M
            rclone check data weir:raw/data
            rm data/deep/*1*
            echo changed > "data/deep/a b+2 é.txt"
            rclone sync data weir:raw/data
            rclone check data weir:raw/data --download
            rclone sync weir:raw/data weir:inbox/data
            diff -r data inbox/data
            rclone lsf -R weir:raw/data | wc -l
            """);

        Assert.Equal("11\n", output);
    }
}
