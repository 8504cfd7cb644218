using System.IO.Compression;
using System.Text;

using Weir.Pipelines;

namespace Weir.Tests.Engine.Steps;

public class HostileZipTests
{
    private const uint Link = 0xA1FFu << 16;

    private readonly StepBench _bench = new();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/..")]
    [InlineData("../")]
    [InlineData("/etc/x")]
    [InlineData("/")]
    [InlineData("C:/x")]
    [InlineData("C:\\x")]
    [InlineData("\\\\server\\x")]
    [InlineData("..\\x")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u001b[2Jb")]
    [InlineData("a\u0085b")]
    public Task An_evil_name_is_refused(string name) => RefusesAsync("WEIR5101", RawZip.Of(new RawZipEntry("fine"), new RawZipEntry(name)));

    [Fact]
    public async Task A_name_that_is_too_long_is_refused()
    {
        await RefusesAsync("WEIR5101", RawZip.Of(new RawZipEntry(new string('a', 1025))));
        await RefusesAsync("WEIR5101", RawZip.Of(new RawZipEntry(new string('é', 513))));

        // The prefix counts too.
        await RefusesAsync("WEIR5101", RawZip.Of(new RawZipEntry(new string('a', 1023))));
    }

    [Fact]
    public Task A_name_that_is_not_the_utf8_it_claims_to_be_is_refused() =>
        RefusesAsync("WEIR5101", RawZip.Of(new RawZipEntry([0x81], []) { Flags = 1 << 11 }));

    [Fact]
    public async Task A_message_cannot_write_on_the_terminal()
    {
        var landed = _bench.Buckets.Put("raw/a.zip", RawZip.Of(new RawZipEntry("\u001b[2J")));

        var failure = await _bench.RefusalAsync(landed, StepBench.Unzip("raw/a.zip", "out/"));

        Assert.DoesNotContain(failure.Message, char.IsControl);
    }

    [Theory]
    [InlineData(0xA000, 3, "symbolic link")]
    [InlineData(0xA000, 0, "symbolic link")]
    [InlineData(0x2000, 3, "device")]
    [InlineData(0x6000, 3, "device")]
    [InlineData(0x1000, 3, "pipe")]
    [InlineData(0xC000, 3, "socket")]
    public async Task A_link_or_device_is_refused(int mode, byte system, string what)
    {
        var zip = RawZip.Of(new RawZipEntry("a", "/etc/passwd") { Attributes = (uint)mode << 16, System = system });

        Assert.Contains(what, await RefusesAsync("WEIR5102", zip), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_refused_also_when_it_looks_like_a_folder_or_comes_from_windows()
    {
        await RefusesAsync("WEIR5102", RawZip.Of(new RawZipEntry("a/", "/etc") { Attributes = Link }));
        await RefusesAsync("WEIR5102", RawZip.Of(new RawZipEntry("a", "/etc") { Attributes = 0x400, System = 0 }));
    }

    [Theory]
    [InlineData("a/b", "a/b")]
    [InlineData("a/b", "./a/b")]
    [InlineData("a/b", "a//b")]
    [InlineData("a/b", "a/./b")]
    public Task A_name_that_comes_twice_is_refused(string one, string other) =>
        RefusesAsync("WEIR5103", RawZip.Of(new RawZipEntry(one), new RawZipEntry(other)));

    [Fact]
    public async Task An_encrypted_entry_is_refused()
    {
        await RefusesAsync("WEIR5104", RawZip.Of(new RawZipEntry("a") { Flags = 1 }));
        await RefusesAsync("WEIR5104", RawZip.Of(new RawZipEntry("a") { Flags = 1 << 6 }));
        await RefusesAsync("WEIR5104", RawZip.Of(new RawZipEntry("a") { Method = 99 }));
    }

    [Theory]
    [InlineData(9, "deflate64")]
    [InlineData(12, "bzip2")]
    [InlineData(14, "LZMA")]
    [InlineData(93, "Zstandard")]
    [InlineData(1, "method 1")]
    public async Task A_compression_that_nobody_here_knows_is_refused_by_name(ushort method, string name) =>
        Assert.Contains(name, await RefusesAsync("WEIR5105", RawZip.Of(new RawZipEntry("a") { Method = method })), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task A_size_that_lies_is_refused(ushort method)
    {
        foreach (var declared in (long[])[0, 1, 6, 8, 500_000])
        {
            await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a") { Method = method, Size = declared }));
        }

        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a") { Method = method, Size = -1, IsWide = true }));
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a") { Method = method, LocalSize = 8 }));
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a") { Method = method, LocalPacked = 4 }));
    }

    [Fact]
    public async Task A_packed_size_that_lies_is_refused()
    {
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a", new string('x', 50)) { Method = 0, Packed = 20 }));
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a") { Packed = 3 }));
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a") { Packed = long.MaxValue, IsWide = true }));
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a") { Packed = -1, IsWide = true }));
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a"), new RawZipEntry("b") { Offset = long.MaxValue, IsWide = true }));
    }

    [Fact]
    public Task A_prefix_of_the_content_with_the_checksum_of_the_prefix_is_refused() =>
        RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a", "content") { Size = 0, Checksum = 0 }));

    [Fact]
    public async Task A_wrong_checksum_is_refused()
    {
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a") { Checksum = 1 }));
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("fine"), new RawZipEntry("a") { Checksum = 1, Method = 0 }));
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a", "") { Checksum = 1 }));
    }

    [Fact]
    public async Task A_zip_that_was_cut_short_or_added_to_is_refused()
    {
        var zip = RawZip.Of(new RawZipEntry("a"), new RawZipEntry("b"));

        for (var length = 4; length < zip.Length; length++)
        {
            await RefusesAsync("WEIR5106", zip[..length]);
        }

        await RefusesAsync("WEIR5106", [.. zip, 0]);
    }

    [Fact]
    public async Task A_directory_that_lies_is_refused()
    {
        await RefusesAsync("WEIR5106", new RawZip { DeclaredEntries = 2 }.Add(new RawZipEntry("a")).ToArray());
        await RefusesAsync("WEIR5106", new RawZip { DeclaredEntries = 0 }.Add(new RawZipEntry("a")).ToArray());
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a") { LocalName = "b"u8.ToArray() }));
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a/", "content")));
    }

    [Fact]
    public async Task A_zip_behind_something_else_is_refused_and_never_read_as_what_lies_before()
    {
        var zip = RawZip.Of(new RawZipEntry("a", "one"));
        var other = RawZip.Of(new RawZipEntry("a", "two"));

        await RefusesAsync("WEIR5111", [.. "#!/bin/sh\n"u8, .. zip]);
        await RefusesAsync("WEIR5106", [.. zip, .. other]);
        await RefusesAsync("WEIR5106", [.. zip[..^22], .. "something"u8, .. zip[^22..]]);
        await RefusesAsync("WEIR5106", [.. new RawZip().Add(new RawZipEntry("a")).ToArray(wideEnd: true), .. new RawZip().Add(new RawZipEntry("a")).ToArray(wideEnd: true)]);
    }

    /// <summary>Each entry holds the next with its header, as one packed in stored blocks would (D. Fifield, 2019).</summary>
    [Fact]
    public async Task Entries_that_quote_each_other_are_refused()
    {
        var whole = RawZip.Of(new RawZipEntry("a"), new RawZipEntry("b"), new RawZipEntry("c", new string('x', 1000)));
        var directory = whole.AsSpan().LastIndexOf("PK\u0001\u0002"u8) - (2 * 47);
        var room = directory - 31;

        await RefusesAsync("WEIR5107", RawZip.Of(
            new RawZipEntry("a") { Packed = room },
            new RawZipEntry("b") { Packed = room - 40 },
            new RawZipEntry("c", new string('x', 1000))));
    }

    [Fact]
    public async Task Entries_that_overlap_are_refused()
    {
        await RefusesAsync("WEIR5107", RawZip.Of(new RawZipEntry("a"), new RawZipEntry("b") { Offset = 0 }));
        await RefusesAsync("WEIR5107", RawZip.Of(new RawZipEntry("a") { Packed = 20 }, new RawZipEntry("b")));

        // The directory shows no overlap; the entry's own header does, by what it adds before its content.
        var zip = RawZip.Of(new RawZipEntry("a") { LocalExtra = new byte[100], Method = 0 }, new RawZipEntry("b"));
        zip[28] = 110;
        await RefusesAsync("WEIR5107", zip);
    }

    [Fact]
    public async Task Too_many_entries_are_refused_before_anything_is_unpacked()
    {
        var zip = RawZip.Of(new RawZipEntry("a"), new RawZipEntry("b/", ""), new RawZipEntry("c"));

        await RefusesAsync("WEIR5108", zip, new ArchiveLimits(2, 1000, 100));
        await _bench.RunAsync(_bench.Buckets.Put("raw/a.zip", zip), StepBench.Unzip("raw/a.zip", "out/", new ArchiveLimits(3, 1000, 100)));
    }

    [Fact]
    public async Task Too_much_content_is_refused_by_what_is_declared_and_by_what_is_there()
    {
        var zip = RawZip.Of(new RawZipEntry("a", "1234"), new RawZipEntry("b", "5678"));

        await RefusesAsync("WEIR5109", zip, new ArchiveLimits(10, 7, 100));
        await RefusesAsync("WEIR5109", RawZip.Of(new RawZipEntry("a") { Size = long.MaxValue, IsWide = true }));
        await RefusesAsync("WEIR5106", RawZip.Of(new RawZipEntry("a", new string('x', 100_000)) { Size = 7 }), new ArchiveLimits(10, 7, 1));
        await _bench.RunAsync(_bench.Buckets.Put("raw/a.zip", zip), StepBench.Unzip("raw/a.zip", "out/", new ArchiveLimits(10, 8, 100)));
    }

    [Fact]
    public async Task A_bomb_is_refused_by_its_ratio_but_a_small_dense_archive_is_not()
    {
        var bomb = RawZip.Of(new RawZipEntry("a", new string('x', 3 << 20)));
        var small = RawZip.Of(new RawZipEntry("a", new string('x', 1 << 20)));

        await RefusesAsync("WEIR5110", bomb);
        await _bench.RunAsync(_bench.Buckets.Put("raw/a.zip", small), StepBench.Unzip("raw/a.zip", "out/"));
        await _bench.RunAsync(
            _bench.Buckets.Put("raw/a.zip", bomb), StepBench.Unzip("raw/a.zip", "out/", ArchiveLimits.Default with { MaxRatio = 1100 }));
    }

    [Fact]
    public Task An_archive_that_holds_itself_does_not_land_on_itself() =>
        RefusesAsync("WEIR5003", RawZip.Of(new RawZipEntry("a.zip")), to: "raw/");

    [Fact]
    public async Task Any_flipped_byte_ends_in_a_refusal_or_in_nothing_worse_than_odd_names()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["a", "b/c", "d é"])
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(name, 50))));
            }
        }

        await Flips.SurviveAsync("a.zip", bytes.ToArray());
    }

    private async Task<string> RefusesAsync(string code, byte[] zip, ArchiveLimits? limits = null, string to = "out/x/")
    {
        var landed = _bench.Buckets.Put("raw/a.zip", zip);
        var failure = await _bench.RefusalAsync(landed, StepBench.Unzip("raw/a.zip", to, limits));
        Assert.Equal((code, failure.Message), (failure.Code, failure.Message));
        return failure.Message;
    }
}
