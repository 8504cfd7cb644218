using Weir.Failures;
using Weir.Tests.Flow;

using static Weir.Tests.Lake.LakeProject;

namespace Weir.Tests.Lake;

/// <summary>Files that replace the partitions that they have rows for.</summary>
public sealed class LakePartitionTests
{
    private static string Replacing(string partitionBy = "[month(at)]", string more = "") =>
        Yaml(partitionBy, $"write_disposition: replace\n    {more}").Replace("] }\n", "], replace: partitions }\n", StringComparison.Ordinal);

    [Fact]
    public async Task A_file_replaces_the_partitions_that_it_has_rows_for_and_touches_no_others()
    {
        await using var world = await World.StartAsync(Replacing());
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-01-02"},{"id":3,"at":"2026-02-01"},{"id":4}]""");
        var before = Files(Shown(world));
        await PutAsync(world, "raw/b.json", """[{"id":5,"at":"2026-02-03"},{"id":6,"at":"2026-03-01"}]""");

        Assert.Equal(["1", "2", "4", "5", "6"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
        Assert.Equal(["1", "2", "4", "5", "6"], (await ReadShownAsync(world, "id")).Order());
        Assert.Equal(before.Where(file => !file.Contains("month=2", StringComparison.Ordinal)), Files(Shown(world)).Intersect(before));

        // What has no rows replaces nothing; what does not fit neither.
        await PutAsync(world, "raw/c.json", "[]");
        await PutAsync(world, "raw/d.json", """[{"id":"x","at":"2026-01-01"}]""");
        await PutAsync(world, "raw/e.json", """[{"id":7}]""");
        Assert.Equal(["1", "2", "5", "6", "7"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
    }

    [Fact]
    public async Task A_content_that_lands_again_is_the_newest()
    {
        await using var world = await World.StartAsync(Replacing());
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");
        await PutAsync(world, "raw/b.json", """[{"id":2,"at":"2026-01-01"}]""");
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");

        Assert.Equal(["1|3"], await world.QueryAsync("SELECT id, _weir_load_id FROM orders"));
    }

    /// <summary>A file is released late by a reload after its load was taken out.</summary>
    [Fact]
    public async Task A_late_file_replaces_only_what_no_newer_file_had_rows_for()
    {
        await using var world = await World.StartAsync(Replacing());
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"}]""");
        Assert.Equal(2, await world.UnloadAsync(1));
        Assert.Empty(await world.QueryAsync("SELECT id FROM orders"));
        await PutAsync(world, "raw/b.json", """[{"id":3,"at":"2026-02-02"},{"id":4,"at":"2026-03-01"}]""");
        await world.ReloadAsync(isDryRun: false, "raw/a.json");
        await world.WhenIdleAsync();

        Assert.Equal(["1", "3", "4"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
        Assert.Equal(["month=1: 1", "month=2: 1", "month=3: 1"], ShownFiles(world));
        Assert.Equal([FormattableString.Invariant($"{Files(Shown(world)).Count}")], await world.QueryAsync("SELECT count(*) FROM weir.parquet_files"));
    }

    [Fact]
    public async Task What_stood_in_the_partitions_of_a_load_stands_there_again_when_it_is_unloaded()
    {
        await using var world = await World.StartAsync(Replacing());
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"}]""");
        await PutAsync(world, "raw/b.json", """[{"id":3,"at":"2026-02-02"},{"id":4,"at":"2026-03-02"}]""");
        await PutAsync(world, "raw/c.json", """[{"id":5,"at":"2026-01-02"},{"id":6,"at":"2026-03-02"},{"id":7,"at":"2026-04-02"}]""");
        await PutAsync(world, "raw/d.json", """[{"id":8,"at":"2026-04-02"}]""");

        var told = await world.UnloadAsync(3, isDryRun: true);
        Assert.Equal(["raw/a.json", "raw/b.json"], told.Standing.Select(file => $"{file.Name}"));
        Assert.Equal(["2 0 2"], told.Diffs.Select(diff => FormattableString.Invariant($"{diff.Added} {diff.Changed} {diff.Removed}")));
        Assert.Equal(["3", "5", "6", "8"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));

        Assert.Equal(2, await world.UnloadAsync(3));
        Assert.Equal(["1", "3", "4", "8"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
        Assert.Equal(["1", "3", "4", "8"], (await ReadShownAsync(world, "id")).Order());
        Assert.Equal(
            ["1|LOADED", "2|LOADED", "3|UNLOADED", "4|LOADED"],
            (await world.QueryAsync("SELECT load_id, status FROM weir.load_history ORDER BY load_id")).Take(4));

        // The file that was unloaded is as old as it was: the one that stands in April is newer.
        await world.ReloadAsync(isDryRun: false, "raw/c.json");
        await world.WhenIdleAsync();
        Assert.Equal(["3", "5", "6", "8"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));

        await world.UnloadAsync(4);
        Assert.Equal(["3", "5", "6", "7"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
    }

    [Fact]
    public async Task A_file_that_is_gone_cannot_stand_in_its_partitions_again()
    {
        await using var world = await World.StartAsync(Replacing());
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");
        await PutAsync(world, "raw/a.json", """[{"id":2,"at":"2026-01-01"},{"id":3,"at":"2026-02-01"}]""");
        await PutAsync(world, "raw/b.json", """[{"id":4,"at":"2026-03-01"}]""");

        Assert.Equal("WEIR6065", (await Assert.ThrowsAsync<RefusedException>(() => world.UnloadAsync(2))).Failure.Code);
        Assert.Equal(1, await world.UnloadAsync(3));
        Assert.Equal(["2", "3"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
    }

    [Fact]
    public async Task What_was_added_before_stands_again_where_it_was_of_one_file()
    {
        var folder = Directory.CreateTempSubdirectory("weir-lake-").FullName;
        try
        {
            await using (var world = await World.StartAsync(Yaml("[month(at)]"), folder))
            {
                await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"}]""");
                await PutAsync(world, "raw/b.json", """[{"id":3,"at":"2026-02-01"}]""");
            }

            await using (var world = await World.StartAsync(Replacing(), folder))
            {
                await PutAsync(world, "raw/c.json", """[{"id":4,"at":"2026-01-01"}]""");
                await PutAsync(world, "raw/d.json", """[{"id":5,"at":"2026-02-01"}]""");
                await PutAsync(world, "raw/e.json", """[{"id":6,"at":"2026-02-01"}]""");

                await world.UnloadAsync(3);
                Assert.Equal(["1", "6"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
                await world.UnloadAsync(5);
                Assert.Equal(["1", "5"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
                var refused = await Assert.ThrowsAsync<RefusedException>(async () => await world.UnloadAsync(long.Parse(
                    Assert.Single(await world.QueryAsync("SELECT max(load_id) FROM weir.load_history")), System.Globalization.CultureInfo.InvariantCulture)));
                Assert.Equal("WEIR6022", refused.Failure.Code);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Rows_that_were_added_to_a_partition_stay_when_the_load_that_replaced_it_is_unloaded()
    {
        var folder = Directory.CreateTempSubdirectory("weir-lake-").FullName;
        try
        {
            await using (var world = await World.StartAsync(Replacing(), folder))
            {
                await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");
                await PutAsync(world, "raw/b.json", """[{"id":2,"at":"2026-01-01"},{"id":3,"at":"2026-02-01"}]""");
            }

            await using (var world = await World.StartAsync(Yaml("[month(at)]"), folder))
            {
                await PutAsync(world, "raw/c.json", """[{"id":4,"at":"2026-02-01"}]""");
                await world.CompactAsync("orders");
            }

            await using (var world = await World.StartAsync(Replacing(), folder))
            {
                await world.UnloadAsync(2);

                Assert.Equal(["1", "4"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
                Assert.Equal(["1", "4"], (await ReadShownAsync(world, "id")).Order());
                Assert.Equal(["month=1"], await world.QueryAsync("SELECT partition FROM weir.parquet_partitions WHERE load_id > 2"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_load_that_others_replaced_wholly_has_nothing_to_unload()
    {
        await using var world = await World.StartAsync(Replacing());
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");
        await PutAsync(world, "raw/b.json", """[{"id":2,"at":"2026-01-02"}]""");

        Assert.Equal("WEIR6021", (await Assert.ThrowsAsync<RefusedException>(() => world.UnloadAsync(1))).Failure.Code);
    }

    [Fact]
    public async Task Tests_see_the_rows_of_other_partitions_beside_the_new_ones()
    {
        await using var world = await World.StartAsync(Replacing(more: "tests: [unique: [id]]"));
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"}]""");
        await PutAsync(world, "raw/b.json", """[{"id":1,"at":"2026-01-02"},{"id":3,"at":"2026-01-03"}]""");
        await PutAsync(world, "raw/c.json", """[{"id":2,"at":"2026-03-02"}]""");

        Assert.Equal(["1", "2", "3"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
        Assert.Equal(["LOADED", "LOADED", "LOAD_FAILED"], await world.QueryAsync("SELECT status FROM weir.load_history ORDER BY load_id"));
    }

    [Fact]
    public async Task Other_partitions_and_other_dispositions_may_come_later()
    {
        var folder = Directory.CreateTempSubdirectory("weir-lake-").FullName;
        try
        {
            await using (var world = await World.StartAsync(Yaml("[month(at)]"), folder))
            {
                await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"}]""");
                await PutAsync(world, "raw/b.json", """[{"id":3,"at":"2026-02-01"},{"id":4,"at":"2025-02-01"}]""");
            }

            await using (var world = await World.StartAsync(Replacing("[year(at)]"), folder))
            {
                await PutAsync(world, "raw/c.json", """[{"id":9,"at":"2026-05-01"}]""");
                await PutAsync(world, "raw/c.json", """[{"id":5,"at":"2026-05-01"}]""");
                Assert.Equal(["4", "5"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
                Assert.Equal(["year=2025: 1", "year=2026: 1"], ShownFiles(world));
            }

            await using (var world = await World.StartAsync(Replacing("[year(at), month(at)]"), folder))
            {
                await PutAsync(world, "raw/c.json", """[{"id":7,"at":"2026-05-01"}]""");
                Assert.Equal("WEIR6022", (await Assert.ThrowsAsync<RefusedException>(() => world.UnloadAsync(5))).Failure.Code);
            }

            await using (var world = await World.StartAsync(Yaml("[year(at)]", "write_disposition: replace"), folder))
            {
                await PutAsync(world, "raw/d.json", """[{"id":6,"at":"2024-05-01"}]""");
                Assert.Equal(["6"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As the manifest was before it knew of versions.</summary>
    [Fact]
    public async Task An_older_environment_learns_which_file_each_partition_is_of()
    {
        var folder = Directory.CreateTempSubdirectory("weir-lake-").FullName;
        try
        {
            await using (var world = await World.StartAsync(Yaml("[month(at)]"), folder))
            {
                await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"}]""");
                await world.UnloadAsync(1);
                await PutAsync(world, "raw/b.json", """[{"id":3,"at":"2026-01-01"}]""");
                world.Execute("ALTER TABLE weir.parquet_files DROP COLUMN version");
                world.Execute("DROP TABLE weir.parquet_partitions");
            }

            await using (var world = await World.StartAsync(Replacing(), folder))
            {
                await world.ReloadAsync(isDryRun: false, "raw/a.json");
                await world.WhenIdleAsync();

                Assert.Equal(["2", "3"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Files come together and apart; each partition is to have the rows of the file that landed last among those with rows for it.</summary>
    [Fact]
    public async Task Random_files_leave_of_each_partition_the_rows_of_the_newest()
    {
        var random = new Random(20_261_122);
        await using var world = await World.StartAsync(Replacing("[region, month(at)]"));
        var expected = new Dictionary<string, List<string>>();
        for (var file = 0; file < 40; file++)
        {
            var rows = Enumerable.Range(0, random.Next(0, 8))
                .Select(n => (Id: (file * 100) + n, Region: random.Next(4) switch { 0 => "a/b", 1 => "x=y", 2 => "", _ => null }, Month: random.Next(1, 3)))
                .ToList();
            foreach (var partition in rows.GroupBy(row => $"{row.Region ?? "-"}|{row.Month}"))
            {
                expected[partition.Key] = [.. partition.Select(row => FormattableString.Invariant($"{row.Id}"))];
            }

            await world.PutAsync($"raw/{file % 30}.json", $"[{string.Join(',', rows.Select(row =>
                $$"""{"id":{{row.Id}},"region":{{(row.Region is null ? "null" : $"\"{row.Region}\"")}},"at":"2026-0{{row.Month}}-01"}"""))}]");
            if (random.Next(4) == 0)
            {
                await world.WhenIdleAsync();
            }
        }

        await world.WhenIdleAsync();
        Assert.Equal(
            expected.SelectMany(partition => partition.Value).Order(StringComparer.Ordinal),
            await world.QueryAsync("SELECT id::VARCHAR AS id FROM orders ORDER BY id"));
        Assert.Equal([FormattableString.Invariant($"{Files(Shown(world)).Count}")], await world.QueryAsync("SELECT count(*) FROM weir.parquet_files"));
    }
}
