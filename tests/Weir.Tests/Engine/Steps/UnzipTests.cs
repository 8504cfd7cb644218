using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

using FsCheck;
using FsCheck.Fluent;

using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Tests.Engine.Steps;

public class UnzipTests
{
    private static readonly string[] Segments = ["a", "B", "b", "with space", "ünï", "日本", "x.json", ".hidden", "__MACOSX", "~", "%2e", "C", new string('n', 90)];

    private readonly StepBench _bench = new();

    private InMemoryBuckets Buckets => _bench.Buckets;

    [Fact]
    public async Task Every_file_of_a_zip_becomes_an_object_with_an_event_posted_all_at_once()
    {
        var zip = RawZip.Of(
            new RawZipEntry("a.json", "{}"),
            new RawZipEntry("folder/", ""),
            new RawZipEntry("./folder//b", "stored") { Method = 0 },
            new RawZipEntry("__MACOSX/._a.json", "mac"),
            new RawZipEntry("a.json/c", "a name may be a file and a folder"),
            new RawZipEntry("empty", "") { Method = 0 });
        var landed = Buckets.Put("raw/in/a.zip", zip);

        await _bench.RunAsync(landed, StepBench.Unzip("{{event.bucket}}/{{event.key}}", "out/{{event.stem}}/"));

        string[] expected = ["out/a/__MACOSX/._a.json", "out/a/a.json", "out/a/a.json/c", "out/a/empty", "out/a/folder/b"];
        Assert.Equal([.. expected, "raw/in/a.zip"], Buckets.Names);
        Assert.Equal(expected, Buckets.Posted.Select(e => e.Object!.Name.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("stored"u8.ToArray(), Buckets["out/a/folder/b"]);
        Assert.Equal(1, Buckets.Posts);
        Assert.Equal(0, Buckets.Leftovers);
    }

    [Theory]
    [InlineData("out/", "out/a")]
    [InlineData("out", "out/a")]
    [InlineData("out/x", "out/x/a")]
    [InlineData("out/x/", "out/x/a")]
    public async Task The_target_is_a_prefix_with_or_without_a_slash(string to, string expected)
    {
        await _bench.RunAsync(Buckets.Put("raw/a.zip", RawZip.Of(new RawZipEntry("a"))), StepBench.Unzip("raw/a.zip", to));

        Assert.Contains(expected, Buckets.Names);
    }

    [Fact]
    public async Task An_archive_in_an_archive_is_an_object_like_any_other()
    {
        var inner = RawZip.Of(new RawZipEntry("a"));

        await _bench.RunAsync(
            Buckets.Put("raw/a.zip", RawZip.Of(new RawZipEntry("inner.zip"u8.ToArray(), inner))), StepBench.Unzip("raw/a.zip", "out/"));

        Assert.Equal(inner, Buckets["out/inner.zip"]);
    }

    [Fact]
    public async Task Names_of_old_zips_are_read_in_the_code_page_of_the_first_pcs()
    {
        var zip = RawZip.Of(new RawZipEntry([0x81, (byte)'.', 0xE1], []), new RawZipEntry("ü") { Flags = 1 << 11 }, new RawZipEntry("ö"));

        await _bench.RunAsync(Buckets.Put("raw/a.zip", zip), StepBench.Unzip("raw/a.zip", "out/"));

        Assert.Equal(["out/ö", "out/ü", "out/ü.ß", "raw/a.zip"], Buckets.Names);
    }

    [Fact]
    public async Task Numbers_of_64_bits_are_read()
    {
        var zip = new RawZip().Add(new RawZipEntry("a") { IsWide = true }).Add(new RawZipEntry("b")).ToArray(wideEnd: true);

        await _bench.RunAsync(Buckets.Put("raw/a.zip", zip), StepBench.Unzip("raw/a.zip", "out/"));

        Assert.Equal(["out/a", "out/b", "raw/a.zip"], Buckets.Names);
    }

    [Fact]
    public async Task A_comment_that_looks_like_an_end_does_not_mislead()
    {
        var end = RawZip.Of();
        var zip = new RawZip { Comment = [.. end, .. "!"u8] }.Add(new RawZipEntry("a")).ToArray();

        await _bench.RunAsync(Buckets.Put("raw/a.zip", zip), StepBench.Unzip("raw/a.zip", "out/"));

        Assert.Equal(["out/a", "raw/a.zip"], Buckets.Names);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("tgz")]
    public async Task An_empty_archive_lands_nothing(string extension)
    {
        var archive = extension switch
        {
            "zip" => RawZip.Of(),
            "tar" => RawTar.End,
            _ => Packed.Gzip(RawTar.End),
        };

        await _bench.RunAsync(Buckets.Put("raw/a." + extension, archive), StepBench.Unzip("raw/a." + extension, "out/"));

        Assert.Empty(Buckets.Posted);
        Assert.Equal(["raw/a." + extension], Buckets.Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("hello, this is no archive")]
    [InlineData("PK\u0003")]
    public async Task What_is_no_archive_is_refused_whatever_its_name(string content)
    {
        var landed = Buckets.Put("raw/a.zip", Encoding.UTF8.GetBytes(content));

        Assert.Equal("WEIR5111", (await _bench.RefusalAsync(landed, StepBench.Unzip("raw/a.zip", "out/"))).Code);
    }

    [Fact]
    public async Task A_format_is_told_by_the_content_whatever_the_name()
    {
        await _bench.RunAsync(Buckets.Put("raw/a.zip", Packed.Gzip(new RawTar().Add("a").ToArray())), StepBench.Unzip("raw/a.zip", "out/"));
        await _bench.RunAsync(Buckets.Put("raw/a.tar", RawZip.Of(new RawZipEntry("b"))), StepBench.Unzip("raw/a.tar", "out/"));

        Assert.Equal(["out/a", "out/b", "raw/a.tar", "raw/a.zip"], Buckets.Names);
    }

    [Fact]
    public async Task Tars_of_all_ages_are_read()
    {
        var tar = new RawTar()
            .Add("old", magic: "")
            .Add("old-folder/", "", '\0', magic: "")
            .Add("gnu", kind: '\0', magic: "ustar  \0", prefix: "not a prefix")
            .Add("posix", prefix: "some/prefix")
            .AddPax("comment", "for all", 'g')
            .AddPax("path", "pax/ü").Add("short")
            .Add("L", "gnu/long\0", 'L').Add("K", "target\0", 'K').Add("short")
            .Add("contiguous", kind: '7')
            .Add("label", "", 'V')
            .Add("binary", size: "\u0080\0\0\0\0\0\0\0\0\0\0\u0007")
            .ToArray();

        await _bench.RunAsync(Buckets.Put("raw/a", tar), StepBench.Unzip("raw/a", "out/"));

        Assert.Equal(
            ["out/binary", "out/contiguous", "out/gnu", "out/gnu/long", "out/old", "out/pax/ü", "out/some/prefix/posix", "raw/a"],
            Buckets.Names);
        Assert.All(Buckets.Posted, e => Assert.Equal(7, e.Object!.Size));
    }

    [Fact]
    public async Task A_disk_that_fills_up_leaves_nothing_behind_and_may_be_tried_again()
    {
        var zip = new RawZip();
        for (var at = 0; at < 50; at++)
        {
            zip.Add(new RawZipEntry($"{at}"));
        }

        var landed = Buckets.Put("raw/a.zip", zip.ToArray());
        Buckets.StagingFailure = (20, new UnavailableException(new Failure("WEIR3003", "The disk is full.")));
        await Assert.ThrowsAsync<UnavailableException>(() => _bench.RunAsync(landed, StepBench.Unzip("raw/a.zip", "out/")));
        Assert.Equal(0, Buckets.Leftovers);
        Assert.Equal(["raw/a.zip"], Buckets.Names);

        Buckets.StagingFailure = null;
        await _bench.RunAsync(landed, StepBench.Unzip("raw/a.zip", "out/"));

        Assert.Equal(51, Buckets.Names.Count);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tgz")]
    public async Task Large_files_are_decoded_ahead_and_fail_like_small_ones(string extension)
    {
        var random = new Random(1);
        var contents = new byte[3][];
        for (var at = 0; at < contents.Length; at++)
        {
            random.NextBytes(contents[at] = new byte[3_000_000 + at]);
        }

        var tree = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { ["a"] = contents[0], ["b"] = contents[1], ["c"] = contents[2] };
        var archive = extension == "zip" ? Zip(tree) : Tar(tree, TarEntryFormat.Pax);
        var landed = Buckets.Put("raw/a." + extension, extension == "tgz" ? Packed.Gzip(archive) : archive);
        Buckets.StagingFailure = (2, new UnavailableException(new Failure("WEIR3003", "The disk is full.")));
        await Assert.ThrowsAsync<UnavailableException>(() => _bench.RunAsync(landed, StepBench.Unzip("raw/a." + extension, "out/")));
        Assert.Equal(0, Buckets.Leftovers);
        Buckets.StagingFailure = null;

        Assert.Equal("WEIR5109", (await _bench.RefusalAsync(
            landed, StepBench.Unzip("raw/a." + extension, "out/", new ArchiveLimits(3, 9_000_002, 1000)))).Code);
        await _bench.RunAsync(landed, StepBench.Unzip("raw/a." + extension, "out/"));

        Assert.All(tree, f => Assert.Equal(f.Value, Buckets["out/" + f.Key]));
    }

    [Fact]
    public void Random_trees_packed_by_the_library_unpack_to_the_same_keys_and_contents() =>
        Prop.ForAll(Trees().ToArbitrary(), tree =>
        {
            var expected = tree.Select(f => (f.Key, f.Value));
            var zip = Zip(tree);
            var tars = new[] { Tar(tree, TarEntryFormat.Pax), Tar(tree, TarEntryFormat.Gnu) };
            return Unpacked("a.zip", zip).SequenceEqual(expected, Same)
                && Unpacked("a.zip.gz", Packed.Gzip(zip)).SequenceEqual([("a.zip", zip)], Same)
                && tars.All(tar => Unpacked("a.tar", tar).SequenceEqual(expected, Same))
                && tars.All(tar => Unpacked("a.tgz", Packed.Gzip(tar)).SequenceEqual(expected, Same));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static Gen<SortedDictionary<string, byte[]>> Trees() =>
        from paths in Gen.NonEmptyListOf(Gen.NonEmptyListOf(Gen.Elements(Segments)).Select(parts => string.Join('/', parts.Take(4))))
        from seed in Gen.Choose(0, int.MaxValue)
        select new SortedDictionary<string, byte[]>(
            paths.Distinct().ToDictionary(p => p, p => Content(new Random(seed ^ p.Length ^ p[0]))), StringComparer.Ordinal);

    private static byte[] Content(Random random)
    {
        var content = new byte[random.Next(3) switch { 0 => random.Next(3), 1 => random.Next(2000), _ => random.Next(100_000) }];
        random.NextBytes(content.AsSpan(0, content.Length / 2));
        return content;
    }

    private static byte[] Zip(SortedDictionary<string, byte[]> tree)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in tree)
            {
                using var entry = zip.CreateEntry(path, content.Length % 2 == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Tar(SortedDictionary<string, byte[]> tree, TarEntryFormat format)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var (path, content) in tree)
            {
                TarEntry entry = format == TarEntryFormat.Pax
                    ? new PaxTarEntry(TarEntryType.RegularFile, path)
                    : new GnuTarEntry(TarEntryType.RegularFile, path);
                entry.DataStream = new MemoryStream(content);
                tar.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>What lies under the prefix, in the order of the keys.</summary>
    private static List<(string Key, byte[] Content)> Unpacked(string name, byte[] archive)
    {
        var bench = new StepBench();
        bench.RunAsync(bench.Buckets.Put("raw/" + name, archive), StepBench.Unzip("raw/" + name, "out/")).GetAwaiter().GetResult();
        return [.. bench.Buckets.Names.Where(n => n.StartsWith("out/", StringComparison.Ordinal)).Select(n => (n[4..], bench.Buckets[n]))];
    }

    private static IEqualityComparer<(string Key, byte[] Content)> Same { get; } =
        EqualityComparer<(string Key, byte[] Content)>.Create((a, b) => a.Key == b.Key && a.Content.AsSpan().SequenceEqual(b.Content), _ => 0);
}
