using Weir.Failures;
using Weir.Tests.Flow;

using static Weir.Tests.Lake.LakeProject;

namespace Weir.Tests.Lake;

public sealed class LakeFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-lake-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Compacting_makes_one_file_of_many_and_again_changes_nothing()
    {
        await using var world = await World.StartAsync(Yaml());
        for (var i = 0; i < 5; i++)
        {
            await PutAsync(world, $"raw/{i}.json", $$"""[{"id":{{i}},"at":"2026-01-01"},{"id":{{i + 10}},"at":"2026-02-01"}]""");
        }

        var before = await world.QueryAsync("SELECT * FROM orders ORDER BY id");

        Assert.Equal(10, await world.CompactAsync("orders"));

        Assert.Equal(before, await world.QueryAsync("SELECT * FROM orders ORDER BY id"));
        Assert.Equal(["year=2026/month=1: 1", "year=2026/month=2: 1"], ShownFiles(world));
        Assert.Equal(0, await world.CompactAsync("orders"));
        Assert.Equal(2, await world.UnloadAsync(2));
        Assert.Equal(8, (await ReadShownAsync(world, "id")).Count);
    }

    [Fact]
    public async Task Who_reads_already_reads_on_in_the_files_of_before()
    {
        await using var world = await World.StartAsync(Yaml(more: "write_disposition: replace"));
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");
        await world.WhileReadingAsync("SELECT count(*) FROM weir.parquet_files", async () =>
        {
            await PutAsync(world, "raw/a.json", """[{"id":2,"at":"2026-01-01"}]""");

            // Other engines see the new file only; who began before still finds the old one.
            Assert.Equal(["2"], await ReadShownAsync(world, "id"));
            Assert.Equal(2, KeptFiles(world).Count);
            Assert.Equal(["2"], await world.QueryAsync("SELECT id FROM orders"));
        });
        while (KeptFiles(world).Count > 1)
        {
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task What_a_crash_left_is_put_right_at_the_next_start()
    {
        string kept;
        await using (var world = await World.StartAsync(Yaml(), _folder))
        {
            await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"},{"id":2,"at":"2026-02-01"}]""");
            kept = Path.Combine(world.Environment.Folder, "lake", "orders");
            var shown = Shown(world);

            // Before the commit: files that no transaction added. After it: a file not shown yet, and one not hidden yet.
            var file = Directory.EnumerateFiles(kept, "*.parquet", SearchOption.AllDirectories).First();
            var batch = new string('a', 32);
            Directory.CreateDirectory(Path.Combine(kept, batch, "year=2026", "month=9"));
            File.Copy(file, Path.Combine(kept, batch, "year=2026", "month=9", $"part-{batch}-0.parquet"));
            Directory.CreateDirectory(Path.Combine(shown, "year=2026", "month=9"));
            File.Copy(file, Path.Combine(shown, "year=2026", "month=9", $"part-{batch}-0.parquet"));
            File.Copy(file, Path.Combine(shown, "year=2026", "month=9", "mine.parquet"));
            Directory.Delete(Path.Combine(shown, "year=2026", "month=1"), recursive: true);
        }

        await using (var world = await World.OpenAsync(_folder))
        {
            Assert.Equal(["year=2026/month=1: 1", "year=2026/month=2: 1", "year=2026/month=9: 1"], ShownFiles(world));
            Assert.Equal(2, Files(kept).Count);
            Assert.Equal(["1", "2"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
        }
    }

    [Fact]
    public async Task A_project_that_was_moved_finds_its_files()
    {
        await using (var world = await World.StartAsync(Yaml(), Path.Combine(_folder, Directory.CreateDirectory(Path.Combine(_folder, "old")).Name)))
        {
            await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");
        }

        Directory.Move(Path.Combine(_folder, "old"), Path.Combine(_folder, "new"));
        await using (var world = await World.OpenAsync(Path.Combine(_folder, "new")))
        {
            Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM orders"));
        }
    }

    [Fact]
    public async Task Files_that_the_warehouse_does_not_know_are_not_touched()
    {
        await using (var world = await World.StartAsync(Yaml(more: "retry: { max_attempts: 1 }"), _folder))
        {
            await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");
        }

        File.Delete(Path.Combine(_folder, ".weir", "local", "warehouse.db"));
        File.Delete(Path.Combine(_folder, ".weir", "local", "warehouse.db.wal"));
        for (var start = 0; start < 2; start++)
        {
            await using var world = await World.OpenAsync(_folder);
            await PutAsync(world, $"raw/{start}.json", """[{"id":2,"at":"2026-01-01"}]""");

            Assert.Equal("WEIR6306", (await world.Environment.DeadLetters.ListAsync(1, default))[0].Failure.Code);
            Assert.Equal(["1"], await ReadShownAsync(world, "id"));
        }
    }

    [Fact]
    public async Task Nothing_lands_in_the_folder_of_a_table()
    {
        var yaml = Yaml().Replace("lake: {}", "lake: { path: shared }", StringComparison.Ordinal);
        await using var world = await World.StartAsync(yaml, _folder);
        await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");

        Assert.Equal(
            "WEIR3001", (await Assert.ThrowsAsync<RefusedException>(() => world.PutAsync("lake/orders/x.parquet", "x"))).Failure.Code);
        await PutAsync(world, "lake/other.txt", "x");
        Assert.Equal(["orders/year=2026/month=1", "other.txt"], Files(Path.Combine(_folder, "shared")).Where(f => f[0] != '.').Select(f => f.Split("/part-")[0]));
        Assert.Equal(["lake/other.txt", "raw/a.json"], (await world.Environment.Events.ListAsync(10, null, default)).Select(e => $"{e.Event.Object!.Name}").Order());
    }

    [Fact]
    public async Task A_table_does_not_change_between_files_and_warehouse_by_itself()
    {
        var ordinary = string.Join('\n', Yaml().Split('\n').Where(line => !line.Contains("storage:", StringComparison.Ordinal)));
        await using (var world = await World.StartAsync(ordinary, _folder))
        {
            await PutAsync(world, "raw/a.json", """[{"id":1,"at":"2026-01-01"}]""");
        }

        await using (var world = await World.StartAsync(Yaml(more: "retry: { max_attempts: 1 }"), _folder))
        {
            await PutAsync(world, "raw/b.json", """[{"id":2,"at":"2026-01-01"}]""");

            Assert.Equal(["WEIR6304"], (await world.Environment.DeadLetters.ListAsync(10, default)).Select(letter => letter.Failure.Code));
            Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM orders"));
            Assert.Empty(ShownFiles(world));
        }
    }
}
