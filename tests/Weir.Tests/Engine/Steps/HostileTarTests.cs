using Weir.Pipelines;

namespace Weir.Tests.Engine.Steps;

public class HostileTarTests
{
    private readonly StepBench _bench = new();

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/x")]
    [InlineData("C:\\x")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("")]
    public async Task An_evil_name_is_refused_wherever_it_stands(string name)
    {
        await RefusesAsync("WEIR5101", new RawTar().Add("fine").AddPax("path", name is "" ? "." : name).Add("a"));
        await RefusesAsync("WEIR5101", new RawTar().Add("fine").Add("long", name + "\0", 'L').Add("a"));
        await RefusesAsync("WEIR5101", new RawTar().Add("fine").Add(name));
    }

    [Fact]
    public async Task An_evil_name_is_refused_also_when_it_is_put_together_or_names_a_folder()
    {
        await RefusesAsync("WEIR5101", new RawTar().Add("x", prefix: "a/.."));
        await RefusesAsync("WEIR5101", new RawTar().Add("x", prefix: "/etc"));
        await RefusesAsync("WEIR5101", new RawTar().Add("../x/", "", '5'));
        await RefusesAsync("WEIR5101", new RawTar().Add("../x/", ""));
        await RefusesAsync("WEIR5101", new RawTar().AddPax("path", "a\0b").Add("a"));
        await RefusesAsync("WEIR5101", new RawTar().AddPax("path", new string('a', 1025)).Add("a"));
        await RefusesAsync("WEIR5101", new RawTar().Add([0xE9], []));
    }

    [Theory]
    [InlineData('1', "hard link")]
    [InlineData('2', "symbolic link")]
    [InlineData('3', "device")]
    [InlineData('4', "device")]
    [InlineData('6', "pipe")]
    public async Task A_link_or_device_is_refused(char kind, string what) =>
        Assert.Contains(what, await RefusesAsync("WEIR5102", new RawTar().Add("a", "", kind)), StringComparison.Ordinal);

    [Theory]
    [InlineData("a/b", "./a/b")]
    [InlineData("a/b", "a//b")]
    [InlineData("a/b", "a/b")]
    public async Task A_name_that_comes_twice_is_refused(string one, string other)
    {
        await RefusesAsync("WEIR5103", new RawTar().Add(one).Add(other));
        await RefusesAsync("WEIR5103", new RawTar().Add(one).AddPax("path", other).Add("c"));
    }

    [Fact]
    public async Task What_nobody_here_knows_is_refused()
    {
        await RefusesAsync("WEIR5105", new RawTar().Add("a", kind: 'S'));
        await RefusesAsync("WEIR5105", new RawTar().Add("a", kind: 'M'));
        await RefusesAsync("WEIR5105", new RawTar().Add("a", kind: 'D'));
        await RefusesAsync("WEIR5105", new RawTar().Add("a", kind: '\x01'));
        await RefusesAsync("WEIR5105", new RawTar().AddPax("GNU.sparse.major", "1").Add("a"));
        await RefusesAsync("WEIR5105", new RawTar().AddPax("size", "1", 'g').Add("a"));
        await RefusesAsync("WEIR5105", new RawTar().AddPax("path", "x", 'g').Add("a"));
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("00000001000")]
    [InlineData("00000000001")]
    [InlineData("-0000000001")]
    [InlineData("abc")]
    [InlineData("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("\u0080\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("\u0080\u0000\u0000\u0000\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    public async Task A_size_that_lies_is_refused(string size)
    {
        var refused = await _bench.RefusalAsync(
            _bench.Buckets.Put("raw/a.tar", new RawTar().Add("a", new string('x', 600), size: size).Add("b").ToArray()),
            StepBench.Unzip("raw/a.tar", "out/"));

        Assert.Contains(refused.Code, (string[])["WEIR5106", "WEIR5109"]);
    }

    [Theory]
    [InlineData("5 path=a\n")]
    [InlineData("900 path=a\n")]
    [InlineData("9 path=a ")]
    [InlineData("path=a\n")]
    [InlineData("0 \n")]
    [InlineData("-9 path=a\n")]
    [InlineData("8 patha\n")]
    [InlineData("99999999999 path=a\n")]
    [InlineData("10 size=x\n")]
    [InlineData("11 size=-1\n")]
    public Task A_malformed_extended_header_is_refused(string records) =>
        RefusesAsync("WEIR5106", new RawTar().Add("pax", records, 'x').Add("a"));

    [Fact]
    public async Task An_extended_header_is_never_held_whatever_it_declares()
    {
        await RefusesAsync("WEIR5106", new RawTar().Add("pax", "", 'x', size: "77777777777"));
        await RefusesAsync("WEIR5106", new RawTar().Add("pax", new string('a', (1 << 20) + 1), 'L').Add("a"));

        var many = new RawTar();
        for (var at = 0; at < 17; at++)
        {
            many.Add("long", "a\0", 'L');
        }

        await RefusesAsync("WEIR5106", many.Add("a"));
    }

    [Fact]
    public async Task A_tar_that_was_cut_short_or_added_to_is_refused()
    {
        var tar = new RawTar().Add("a", new string('x', 700)).Add("b").ToArray();

        for (var length = 512; length <= tar.Length - 1024; length += 97)
        {
            await RefusesAsync("WEIR5106", tar[..length]);
        }

        await RefusesAsync("WEIR5106", tar[..^1024]);
        await RefusesAsync("WEIR5106", [.. tar, 1]);
        await RefusesAsync("WEIR5106", [.. tar, .. tar]);
        await RefusesAsync("WEIR5106", [.. tar, .. new byte[2 << 20]]);
    }

    [Fact]
    public async Task A_header_that_does_not_match_its_checksum_is_refused()
    {
        var tar = new RawTar().Add("a").Add("b").ToArray();
        tar[1024] ^= 1;

        await RefusesAsync("WEIR5106", tar);
    }

    [Fact]
    public Task A_folder_with_content_is_refused() => RefusesAsync("WEIR5106", new RawTar().Add("a/", kind: '5'));

    [Fact]
    public async Task The_limits_hold()
    {
        var tar = new RawTar().Add("a", "1234").Add("b/", "", '5').Add("c", "5678");

        await RefusesAsync("WEIR5108", tar.ToArray(), new ArchiveLimits(2, 100, 100));
        await RefusesAsync("WEIR5109", tar.ToArray(), new ArchiveLimits(3, 7, 100));
        await RefusesAsync("WEIR5110", Packed.Gzip(new RawTar().Add("a", new string('x', 3 << 20)).ToArray()), name: "a.tar.gz");
        await _bench.RunAsync(_bench.Buckets.Put("raw/a.tar", tar.ToArray()), StepBench.Unzip("raw/a.tar", "out/", new ArchiveLimits(3, 8, 100)));
    }

    [Fact]
    public async Task A_bomb_behind_the_end_mark_is_refused()
    {
        var tar = new RawTar().Add("a").ToArray();

        var bomb = Packed.Gzip([.. tar, .. new byte[3 << 20]]);

        await RefusesAsync("WEIR5106", bomb, ArchiveLimits.Default with { MaxRatio = 10_000 }, "a.tar.gz");
    }

    [Fact]
    public async Task Any_flipped_byte_ends_in_a_refusal_or_in_nothing_worse_than_odd_content()
    {
        var tar = new RawTar().Add("a").AddPax("path", "some/long/name").Add("b", "more").Add("c/", "", '5').ToArray();

        await Flips.SurviveAsync("a.tar", tar);
    }

    private Task<string> RefusesAsync(string code, RawTar tar) => RefusesAsync(code, tar.ToArray());

    private async Task<string> RefusesAsync(string code, byte[] tar, ArchiveLimits? limits = null, string name = "a.tar")
    {
        var landed = _bench.Buckets.Put("raw/" + name, tar);
        var failure = await _bench.RefusalAsync(landed, StepBench.Unzip("raw/" + name, "out/", limits));
        Assert.Equal((code, failure.Message), (failure.Code, failure.Message));
        return failure.Message;
    }
}
