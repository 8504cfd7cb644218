using System.Diagnostics;
using System.Globalization;

using Weir.Buckets;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Loads;
using Weir.Tests.Flow;
using Weir.Tests.Lake;

namespace Weir.Tests.Reliability;

/// <summary>
/// The disk is full while tables of Parquet files are loaded or compacted: nothing is seen that was not published, work goes on by
/// itself when there is room again, and no file is left that belongs to nobody.
/// </summary>
public sealed class LakeFullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [SmallDiskFact]
    public async Task Files_that_find_no_room_are_written_when_there_is_some()
    {
        using var disk = SmallDisk.Mount();
        Action? beforeStaging = null;
        await using var world = await World.StartAsync(
            LakeProject.Yaml("[month(at)]"),
            disk.Folder,
            change: ports => ports with { Warehouse = new Intercepted(ports.Warehouse, () => beforeStaging?.Invoke(), () => { }) });
        await LakeProject.PutAsync(world, "raw/0.json", Rows(0, 1));
        beforeStaging = () => disk.Fill();
        await world.PutAsync("raw/1.json", Rows(1, 40_000));
        await UntilAsync(() => world.Recorder.Waits.Count > 1);

        await AssertWholeAsync(world, 1);
        beforeStaging = null;
        disk.Free();
        var watch = Stopwatch.StartNew();
        await world.WhenIdleAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
        Assert.Empty(world.Recorder.Failed);
        await AssertWholeAsync(world, 40_001);
    }

    /// <summary>The files are written, and the disk is full by the time of the commit. Every try writes them once more.</summary>
    [SmallDiskFact]
    public async Task A_commit_that_finds_no_room_leaves_no_files()
    {
        using var disk = SmallDisk.Mount();
        Action? beforePublishing = null;
        await using var world = await World.StartAsync(
            LakeProject.Yaml("[month(at)]"),
            disk.Folder,
            change: ports => ports with { Warehouse = new Intercepted(ports.Warehouse, () => { }, () => beforePublishing?.Invoke()) });
        await LakeProject.PutAsync(world, "raw/0.json", Rows(0, 1));
        beforePublishing = () => disk.Fill();

        // Rows that are refused make the commit a large one.
        var refused = string.Concat(Enumerable.Repeat(",{\"id\":\"refused\"}", 20_000));
        await world.PutAsync("raw/1.json", $"{Rows(1, 2_000)[..^1]}{refused}]");
        await UntilAsync(() => world.Recorder.Waits.Count > 0);
        beforePublishing = null;
        disk.Free();
        await world.WhenIdleAsync();
        Assert.Empty(world.Recorder.Failed);
        await AssertWholeAsync(world, 2_001);
    }

    [SmallDiskFact]
    public async Task A_table_that_cannot_be_compacted_stays_as_it_is()
    {
        using var disk = SmallDisk.Mount();
        await using var world = await World.StartAsync(LakeProject.Yaml("[month(at)]"), disk.Folder);
        for (var file = 0; file < 3; file++)
        {
            await LakeProject.PutAsync(world, FormattableString.Invariant($"raw/{file}.json"), Rows(file, 20_000));
        }

        var before = LakeProject.KeptFiles(world);
        disk.Fill();
        await Assert.ThrowsAsync<UnavailableException>(() => world.CompactAsync("orders"));

        Assert.Equal(before, LakeProject.KeptFiles(world));
        await AssertWholeAsync(world, 60_000);
        disk.Free();
        await UntilAsync(() => TryCompactAsync(world));
        await AssertWholeAsync(world, 60_000);
        Assert.Equal(["month=1: 1", "month=2: 1", "month=3: 1"], LakeProject.ShownFiles(world));
    }

    /// <summary>Room comes and goes under loads that replace partitions and merge, and under compactions.</summary>
    [SmallDiskFact]
    public async Task Room_that_comes_and_goes_leaves_whole_tables()
    {
        using var disk = SmallDisk.Mount();
        var seed = int.Parse(Environment.GetEnvironmentVariable("WEIR_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        var random = new Random(seed);
        var replacing = LakeProject.Yaml("[month(at)]", "write_disposition: replace").Replace("] }\n", "], replace: partitions }\n", StringComparison.Ordinal);
        var merging = LakeProject.Yaml("[month(at)]", "write_disposition: merge\n    primary_key: [id]").Split("tables:\n")[1];
        await using var world = await World.StartAsync($"{replacing}\n{merging.Replace("orders", "merged", StringComparison.Ordinal)}", disk.Folder);
        await LakeProject.PutAsync(world, "raw/first.json", Rows(0, 2_000, "0"));
        var landed = 0;
        for (var round = 0; round < 3; round++)
        {
            disk.Fill(leave: random.Next(0, 300) << 10);
            for (var put = 0; put < 6; put++)
            {
                try
                {
                    await world.PutAsync(FormattableString.Invariant($"raw/{round}-{put}.json"), Rows(0, 2_000, FormattableString.Invariant($"{landed + 1}")));
                    landed++;
                    await TryCompactAsync(world);
                }
                catch (UnavailableException)
                {
                    // That one did not land.
                }
            }

            disk.Free();
            await world.WhenIdleAsync();
        }

        Assert.Empty(world.Recorder.Failed);
        foreach (var table in new[] { "orders", "merged" })
        {
            var found = Assert.Single(await world.QueryAsync($"SELECT count(*), min(region), max(region) FROM {table}"));
            Assert.True(found == FormattableString.Invariant($"2000|{landed}|{landed}"), $"{table}: {found}, {landed} landed, seed {seed}");
            await UntilAsync(async () => LakeProject.Files(Path.Combine(world.Environment.Folder, "lake", table))
                .SequenceEqual(await world.QueryAsync($"SELECT file FROM weir.parquet_files WHERE table_name = '{table}' ORDER BY file")));
        }
    }

    /// <summary>What stands in the table is what other engines find, and there are no other files.</summary>
    private static async Task AssertWholeAsync(World world, int rows)
    {
        var count = FormattableString.Invariant($"{rows}");
        IReadOnlyList<string> found = [];
        await UntilAsync(async () =>
        {
            found = await world.QueryAsync("SELECT count(*), count(DISTINCT id) FROM orders");
            return LakeProject.Files(Path.Combine(world.Environment.Folder, "lake", "orders"))
                .SequenceEqual(await world.QueryAsync("SELECT file FROM weir.parquet_files ORDER BY file"))
                && (await LakeProject.ReadShownAsync(world, "count(*)"))[0] == count;
        });
        Assert.Equal([$"{count}|{count}"], found);
    }

    private static async Task<bool> TryCompactAsync(World world)
    {
        try
        {
            await world.CompactAsync("orders");
            return true;
        }
        catch (UnavailableException)
        {
            return false;
        }
    }

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var watch = Stopwatch.StartNew();
        while (!await HoldsAsync())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "It never was so.");
            await Task.Delay(20);
        }

        async Task<bool> HoldsAsync()
        {
            try
            {
                return await holds();
            }
            catch (UnavailableException)
            {
                // The warehouse is opened again after a write that failed.
                return false;
            }
        }
    }

    private static string Rows(int file, int count, string region = "")
    {
        var rows = Enumerable.Range(0, count).Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{{\"id\":{(file * 1_000_000) + row},\"at\":\"2026-0{1 + (row % 3)}-01\",\"region\":\"{region}\"}}"));
        return $"[{string.Join(',', rows)}]";
    }

    /// <summary>The real warehouse, with something done before it stages rows, and before it publishes them.</summary>
    private sealed class Intercepted(IWarehouse warehouse, Action beforeStaging, Action beforePublishing) : IWarehouse
    {
        public Task<TableShape?> DescribeAsync(string table, CancellationToken cancellationToken) => warehouse.DescribeAsync(table, cancellationToken);

        public Task<IReadOnlySet<StoredObject>> FindLoadedAsync(string table, IReadOnlyList<StoredObject> files, CancellationToken cancellationToken) =>
            warehouse.FindLoadedAsync(table, files, cancellationToken);

        public Task<StandingFile?> FindStandingAsync(string table, CancellationToken cancellationToken) =>
            warehouse.FindStandingAsync(table, cancellationToken);

        public Task<long> TakeLoadIdsAsync(int count, CancellationToken cancellationToken) => warehouse.TakeLoadIdsAsync(count, cancellationToken);

        public async Task<IStagedLoad> StageAsync(IReadOnlyList<LoadInput> inputs, CancellationToken cancellationToken)
        {
            beforeStaging();
            return new Load(await warehouse.StageAsync(inputs, cancellationToken), beforePublishing);
        }

        private sealed class Load(IStagedLoad load, Action beforePublishing) : IStagedLoad
        {
            public IReadOnlyList<StagedFile> Files => load.Files;

            public IReadOnlyList<ShapeChange> Changes => load.Changes;

            public Task<IReadOnlyList<LoadRecord>> CheckAsync(LoadTests tests, IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken) =>
                load.CheckAsync(tests, records, cancellationToken);

            public Task<IReadOnlyList<RowDiff>> DiffAsync(Publication publication, CancellationToken cancellationToken) =>
                load.DiffAsync(publication, cancellationToken);

            public Task PublishAsync(Publication publication, CancellationToken cancellationToken)
            {
                beforePublishing();
                return load.PublishAsync(publication, cancellationToken);
            }

            public ValueTask DisposeAsync() => load.DisposeAsync();
        }
    }
}
