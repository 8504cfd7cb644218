using System.Text;

using Weir.Engine.Steps.Archives;
using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Tests.Engine.Steps;

public class GzipTests
{
    private readonly StepBench _bench = new();

    [Theory]
    [InlineData("raw/in/a.json.gz", "out/a.json")]
    [InlineData("raw/in/A.GZ", "out/A")]
    [InlineData("raw/in/packed", "out/packed")]
    public async Task A_gz_becomes_one_object_named_without_its_extension(string name, string expected)
    {
        await _bench.RunAsync(_bench.Buckets.Put(name, Packed.Gzip("hello"u8.ToArray())), StepBench.Unzip("{{event.bucket}}/{{event.key}}", "out/"));

        Assert.Equal("hello"u8.ToArray(), _bench.Buckets[expected]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32_767)]
    [InlineData(32_768)]
    [InlineData(65_528)]
    [InlineData(65_536)]
    [InlineData(300_000)]
    public async Task Members_behind_each_other_are_one_content_wherever_they_meet(int size)
    {
        var random = new Random(size);
        var content = new byte[size];
        random.NextBytes(content);
        byte[] packed = [.. Packed.Gzip(content), .. Packed.Gzip([]), .. Packed.Gzip("x"u8.ToArray()), .. Packed.Gzip(content), 0, 0, 0];

        await UnpackAsync(packed);

        Assert.Equal([.. content, (byte)'x', .. content], _bench.Buckets["out/a"]);
    }

    [Fact]
    public async Task Optional_headers_are_passed_over()
    {
        var plain = Packed.Gzip("hello"u8.ToArray());
        byte[] header = [0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0, 3, 0, .. "abc"u8, .. "../evil"u8, 0, .. "comment"u8, 0, 1, 2];

        await UnpackAsync([.. header, .. plain[10..]]);

        Assert.Equal("hello"u8.ToArray(), _bench.Buckets["out/a"]);
        await RefusesAsync("WEIR5106", header[..^9]);
        await RefusesAsync("WEIR5106", header);
    }

    [Fact]
    public async Task A_gz_that_was_cut_short_or_added_to_is_refused()
    {
        var content = new byte[500];
        new Random(1).NextBytes(content);
        var packed = Packed.Gzip(content);

        for (var length = 2; length < packed.Length; length++)
        {
            await RefusesAsync("WEIR5106", packed[..length]);
        }

        await RefusesAsync("WEIR5106", [.. packed, 1]);
        await RefusesAsync("WEIR5106", [.. packed, .. packed[..^3]]);
    }

    [Fact]
    public async Task A_tar_gz_that_was_cut_short_is_refused_also_behind_the_end_mark()
    {
        var packed = Packed.Gzip(new RawTar().Add("a").ToArray());

        for (var length = 2; length < packed.Length; length++)
        {
            await RefusesAsync("WEIR5106", packed[..length]);
        }
    }

    [Fact]
    public async Task Any_flipped_bit_that_changes_the_content_or_its_checksum_is_refused()
    {
        var content = "some content, some content"u8.ToArray();
        var packed = Packed.Gzip(content);
        for (var at = 10 * 8; at < packed.Length * 8; at++)
        {
            var damaged = (byte[])packed.Clone();
            damaged[at / 8] ^= (byte)(1 << (at % 8));
            var bench = new StepBench();
            var landed = bench.Buckets.Put("raw/a.gz", damaged);
            try
            {
                await bench.RunAsync(landed, StepBench.Unzip("raw/a.gz", "out/"));
                Assert.Equal(content, bench.Buckets["out/a"]);
            }
            catch (RefusedException refused)
            {
                Assert.Equal("WEIR5106", refused.Failure.Code);
            }
        }

        packed[2] = 7;
        await RefusesAsync("WEIR5105", packed);
    }

    [Fact]
    public async Task The_limits_hold()
    {
        await RefusesAsync("WEIR5109", Packed.Gzip(new byte[1001]), new ArchiveLimits(1, 1000, 1000));
        await RefusesAsync("WEIR5110", Packed.Gzip(new byte[3 << 20]));
    }

    [Fact]
    public void The_checksum_is_that_of_the_standard_whatever_the_pieces()
    {
        var bytes = Encoding.ASCII.GetBytes("123456789, and some more to fill the sixteen bytes at a time");
        var (whole, check) = (default(Crc32), default(Crc32));
        whole.Append(bytes);
        check.Append("123456789"u8);

        Assert.Equal(0xCBF43926u, check.Value);
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            var pieces = default(Crc32);
            pieces.Append(bytes.AsSpan(0, cut));
            pieces.Append(bytes.AsSpan(cut));
            Assert.Equal(whole.Value, pieces.Value);
        }
    }

    private Task UnpackAsync(byte[] packed) =>
        _bench.RunAsync(_bench.Buckets.Put("raw/a.gz", packed), StepBench.Unzip("raw/a.gz", "out/"));

    private static async Task RefusesAsync(string code, byte[] packed, ArchiveLimits? limits = null)
    {
        var bench = new StepBench();
        var failure = await bench.RefusalAsync(bench.Buckets.Put("raw/a.gz", packed), StepBench.Unzip("raw/a.gz", "out/", limits));
        Assert.Equal((code, failure.Message), (failure.Code, failure.Message));
    }
}
