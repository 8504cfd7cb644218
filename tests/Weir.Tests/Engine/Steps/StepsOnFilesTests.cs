using System.IO.Compression;

using Weir.Buckets;
using Weir.Engine.Functions;
using Weir.Engine.Steps;
using Weir.Failures;
using Weir.Local;
using Weir.Local.Objects;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Tests.Engine.Steps;

/// <summary>The steps on real files and a real state file.</summary>
public sealed class StepsOnFilesTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-steps-").FullName;
    private LocalEnvironment _environment = null!;

    public async Task InitializeAsync() => _environment = await LocalEnvironment.OpenAsync(
        _folder,
        "local",
        [new BucketDefinition { Name = "raw" }, new BucketDefinition { Name = "out" }],
        TimeSpan.Zero,
        TimeProvider.System,
        CancellationToken.None);

    public Task DisposeAsync()
    {
        _environment.Dispose();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_archive_lands_whole_with_an_event_for_each_file()
    {
        var zip = new RawZip();
        for (var at = 0; at < 300; at++)
        {
            zip.Add(new RawZipEntry($"{at % 7}/{at}", $"content of {at}"));
        }

        var landed = await PutAsync("a.zip", zip.ToArray());

        await RunAsync(landed, StepBench.Unzip("raw/a.zip", "out/x/"));

        var objects = await _environment.Objects.ListAsync("out", "x/", after: null, 1000, CancellationToken.None);
        Assert.Equal(300, objects.Count);
        Assert.All(objects, o => Assert.Equal($"content of {o.Name.Key.Split('/')[^1]}", Text(o)));
        var posted = await _environment.Outbox.TakeAsync(1000, CancellationToken.None);
        Assert.Equal(objects.Select(o => o.Name).ToHashSet(), posted.Select(e => e.Object!.Name).ToHashSet());
        Assert.Equal(301, Files());
    }

    /// <summary>Odd names that are names: each lands as it is, beside the others.</summary>
    [Fact]
    public async Task Names_that_a_file_system_might_confuse_land_beside_each_other()
    {
        string[] names =
        [
            "a", "A", "a.", "a..", "a ", "...", "....", ".a", "d/...", "caf\u00e9", "cafe\u0301", "CAF\u00c9", "CON", "nul.txt", "a/b", "a/b/c",
            "xy:z", "x*y?", new string('n', 255), new string('n', 300), $"{new string('d', 300)}/{new string('n', 300)}", "\u202egnp.exe", "-rf", "~", "$HOME", "%2e%2e",
        ];
        var zip = new RawZip();
        foreach (var name in names)
        {
            zip.Add(new RawZipEntry(name, $"content of {name}"));
        }

        await RunAsync(await PutAsync("a.zip", zip.ToArray()), StepBench.Unzip("raw/a.zip", "out/"));

        var objects = await _environment.Objects.ListAsync("out", "", after: null, 1000, CancellationToken.None);
        Assert.Equal(names.Order(StringComparer.Ordinal), objects.Select(o => o.Name.Key).Order(StringComparer.Ordinal));
        Assert.All(objects, o => Assert.Equal($"content of {o.Name.Key}", Text(o)));
    }

    [Theory]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData((20 << 20) + 12_345)]
    public async Task A_large_file_is_the_same_unpacked(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content.AsSpan(0, size / 2));
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("large").Open();
            entry.Write(content);
        }

        await RunAsync(await PutAsync("a.zip", zip.ToArray()), StepBench.Unzip("raw/a.zip", "out/"));

        var landed = await FindAsync("out/large");
        using var unpacked = new MemoryStream();
        await using var stored = _environment.Objects.OpenRead(landed!);
        await stored.CopyToAsync(unpacked);
        Assert.True(content.AsSpan().SequenceEqual(unpacked.ToArray()));
        Assert.Equal((size, ETag.Of(content)), (landed!.Size, landed.ETag));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(2_000_000)]
    public async Task A_refused_archive_leaves_no_file_behind(int size)
    {
        var zip = new RawZip();
        for (var at = 0; at < 20; at++)
        {
            zip.Add(new RawZipEntry($"{at}", new string((char)('a' + at), size)) { Method = 0, Checksum = at == 19 ? 0 : null });
        }

        var landed = await PutAsync("a.zip", zip.ToArray());

        var refused = await Assert.ThrowsAsync<RefusedException>(() => RunAsync(landed, StepBench.Unzip("raw/a.zip", "out/")));

        Assert.Equal("WEIR5106", refused.Failure.Code);
        Assert.Empty(await _environment.Objects.ListAsync("out", "", after: null, 10, CancellationToken.None));
        Assert.Empty(await _environment.Outbox.TakeAsync(10, CancellationToken.None));
        Assert.Equal(1, Files());
    }

    [Fact]
    public async Task Objects_are_copied_moved_and_deleted()
    {
        var landed = await PutAsync("a", "hello"u8.ToArray());

        await RunAsync(landed, StepBench.Copy("raw/a", "out/copy"));
        await RunAsync(landed, StepBench.Move("raw/a", "out/moved/"));
        await RunAsync(landed, StepBench.Move("raw/a", "out/moved/"));
        await RunAsync(landed, StepBench.Delete("out/copy"));

        Assert.Null(await FindAsync("raw/a"));
        Assert.Null(await FindAsync("out/copy"));
        var moved = await FindAsync("out/moved/a");
        Assert.Equal(("hello", landed.ETag), (Text(moved!), moved!.ETag));
    }

    [Fact]
    public async Task A_bucket_that_nobody_declared_is_refused()
    {
        var landed = await PutAsync("a", []);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => RunAsync(landed, StepBench.Copy("raw/a", "nowhere/")));

        Assert.Equal("WEIR3002", refused.Failure.Code);
    }

    private async Task<StoredObject> PutAsync(string key, byte[] content)
    {
        using var stream = new MemoryStream(content);
        var staged = await _environment.ObjectWriter.StageAsync(new ObjectName("raw", key), stream, CancellationToken.None);
        var placed = await _environment.ObjectWriter.PlaceAsync([staged], CancellationToken.None);
        await _environment.Events.AppendAsync([new(StepBench.LandingOf(placed[0]), [])], CancellationToken.None);
        return placed[0];
    }

    private Task RunAsync(StoredObject landed, StepDefinition step)
    {
        var @event = StepBench.LandingOf(landed);
        return new StepExecutor(new StepPorts(
            _environment.Objects, _environment.ObjectWriter, _environment.Outbox, _environment.Datasets, _environment.DatasetWriter, new InMemoryBuckets(), TimeProvider.System), new NoFunctions(), TimeProvider.System)
            .ExecuteAsync(step, new StepContext(RunId.New(TimeProvider.System), @event, EventScope.Of(@event)), CancellationToken.None);
    }

    private Task<StoredObject?> FindAsync(string name) => _environment.Objects.FindAsync(InMemoryBuckets.Name(name), CancellationToken.None);

    private string Text(StoredObject stored)
    {
        using var reader = new StreamReader(_environment.Objects.OpenRead(stored));
        return reader.ReadToEnd();
    }

    /// <summary>All contents of all buckets, also those that are staged and nobody sees.</summary>
    private int Files() => new[] { "buckets", "incoming" }
        .Sum(folder => Directory.EnumerateFiles(Path.Combine(_environment.Folder, folder), "*", SearchOption.AllDirectories).Count());
}
