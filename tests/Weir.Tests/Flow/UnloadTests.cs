using Weir.Failures;

namespace Weir.Tests.Flow;

public sealed class UnloadTests
{
    private const string Yaml =
        """
        project: unloaded
        buckets:
          raw: {}
        tables:
          orders:
            source: raw/orders/**.json
          newest:
            source: raw/newest/**.json
            write_disposition: replace
          merged:
            source: raw/merged/**.json
            write_disposition: merge
            primary_key: [id]
            undo_for: none
            columns:
              id: { type: integer }
          undone:
            source: raw/undone/**.json
            write_disposition: merge
            primary_key: [id]
            columns:
              id: { type: integer }
              a:  { type: varchar }
        """;

    [Fact]
    public async Task Exactly_the_rows_of_a_load_go_those_of_child_tables_with_them()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/orders/a.json", """{"id":1,"lines":[{"n":1},{"n":2}]}""");
        await PutAsync(world, "raw/orders/b.json", """{"id":2,"lines":[{"n":3}]}""");

        Assert.Equal(3, await world.UnloadAsync(1));

        Assert.Equal(["2"], await world.QueryAsync("SELECT id FROM orders"));
        Assert.Equal(["3"], await world.QueryAsync("SELECT n FROM orders__lines"));
        Assert.Equal(["UNLOADED", "LOADED"], await world.QueryAsync("SELECT status FROM weir.load_history ORDER BY load_id"));
    }

    [Fact]
    public async Task An_unloaded_file_is_loaded_again_when_it_lands_again()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/orders/a.json", """{"id":1}""");
        await world.UnloadAsync(1);
        await PutAsync(world, "raw/orders/a.json", """{"id":1}""");
        await PutAsync(world, "raw/orders/a.json", """{"id":1}""");

        Assert.Equal(["1|2"], await world.QueryAsync("SELECT id, _weir_load_id FROM orders"));
    }

    [Fact]
    public async Task What_cannot_be_undone_is_refused_and_changes_nothing()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/orders/a.json", """{"id":1}""");
        await PutAsync(world, "raw/newest/a.json", """{"id":1}""");
        await PutAsync(world, "raw/merged/a.json", """{"id":1}""");
        await PutAsync(world, "raw/newest/b.json", """{"id":1}""");
        await world.UnloadAsync(1);

        Assert.Equal("WEIR6020", await CodeOfAsync(world, 99));
        Assert.Equal("WEIR6021", await CodeOfAsync(world, 1));
        Assert.Equal("WEIR6021", await CodeOfAsync(world, 2));
        Assert.Equal("WEIR6022", await CodeOfAsync(world, 3));
        Assert.Equal(["1|1"], await world.QueryAsync("SELECT (SELECT count(*) FROM newest), (SELECT count(*) FROM merged)"));
    }

    [Fact]
    public async Task What_merged_rows_took_the_place_of_comes_back_and_later_rows_stay()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/undone/1.json", """[{"id":1,"a":"one"},{"id":2,"a":"two"}]""");
        await PutAsync(world, "raw/undone/2.json", """[{"id":1,"a":"wrong"},{"id":2,"a":"wrong"},{"id":3,"a":"wrong"}]""");
        await PutAsync(world, "raw/undone/3.json", """[{"id":2,"a":"later"}]""");

        Assert.Equal(2, await world.UnloadAsync(2));

        Assert.Equal(["1|one|1", "2|later|3"], await world.QueryAsync("SELECT id, a, _weir_load_id FROM undone ORDER BY id"));
        Assert.Equal(["raw/undone/2.json Unloaded"], (await world.ReloadAsync(false, "raw/undone/2.json")).Select(r => r["undone ".Length..]));
        await world.WhenIdleAsync();
        Assert.Equal(["1|wrong|4", "2|later|3", "3|wrong|4"], await world.QueryAsync("SELECT id, a, _weir_load_id FROM undone ORDER BY id"));
    }

    [Fact]
    public async Task Where_files_replace_one_another_the_one_before_stands_again()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/newest/a.json", """[{"id":1,"lines":[{"n":1}]},{"id":2}]""");
        await PutAsync(world, "raw/newest/b.json", """{"id":3,"lines":[{"n":3}]}""");

        var told = await world.UnloadAsync(2, isDryRun: true);
        Assert.Equal(["newest 2 0 1", "newest__lines 1 0 1"], told.Diffs.Select(d => $"{d.Table} {d.Added} {d.Changed} {d.Removed}"));
        Assert.Equal(["3"], await world.QueryAsync("SELECT id FROM newest"));

        var done = await world.UnloadAsync(2, isDryRun: false);
        Assert.Equal("raw/newest/a.json", $"{Assert.Single(done.Standing).Name}");
        Assert.Equal(["1", "2"], await world.QueryAsync("SELECT id FROM newest ORDER BY id"));
        Assert.Equal(["1"], await world.QueryAsync("SELECT n FROM newest__lines"));
        Assert.Equal(
            ["1|raw/newest/a.json|LOADED", "2|raw/newest/b.json|UNLOADED", "4|raw/newest/a.json|LOADED"],
            await world.QueryAsync("SELECT load_id, file, status FROM weir.load_history ORDER BY load_id"));

        await PutAsync(world, "raw/newest/c.json", """{"id":4}""");
        await PutAsync(world, "raw/newest/b.json", """{"id":3,"lines":[{"n":3}]}""");
        Assert.Equal(["3"], await world.QueryAsync("SELECT id FROM newest"));
    }

    [Fact]
    public async Task The_only_file_leaves_the_table_empty_and_may_be_loaded_again()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/newest/a.json", """{"id":1}""");
        Assert.Equal(1, await world.UnloadAsync(1));
        Assert.Empty(await world.QueryAsync("SELECT id FROM newest"));

        await world.ReloadAsync(false, "raw/newest/a.json");
        await world.WhenIdleAsync();
        Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM newest"));
    }

    [Fact]
    public async Task A_file_whose_content_is_gone_does_not_stand_again()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/newest/a.json", """{"id":1}""");
        await PutAsync(world, "raw/newest/a.json", """{"id":2}""");

        Assert.Equal("WEIR6065", await CodeOfAsync(world, 2));
        Assert.Equal(["2"], await world.QueryAsync("SELECT id FROM newest"));
    }

    [Fact]
    public async Task A_file_of_which_nothing_would_be_published_now_does_not_stand_again()
    {
        var folder = Directory.CreateTempSubdirectory("weir-unload-").FullName;
        await using (var before = await World.StartAsync(Yaml, folder))
        {
            await PutAsync(before, "raw/newest/a.json", """{"id":1}""");
            await PutAsync(before, "raw/newest/b.json", """{"id":2}""");
        }

        var tested = Yaml.Replace("write_disposition: replace", "write_disposition: replace\n    tests: [{ accepted_values: { column: id, values: [2] } }]", StringComparison.Ordinal);
        await using (var world = await World.StartAsync(tested, folder))
        {
            Assert.Equal("WEIR6066", await CodeOfAsync(world, 2));
            Assert.Equal(["2|LOADED"], await world.QueryAsync("SELECT id, status FROM newest JOIN weir.load_history ON load_id = _weir_load_id"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_a_reload_would_change_is_told_and_nothing_is_changed()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/orders/a.json", """[{"id":1,"lines":[{"n":1},{"n":2}]},{"id":2}]""");
        await PutAsync(world, "raw/undone/1.json", """[{"id":1,"a":"one"},{"id":2,"a":"two"}]""");
        await PutAsync(world, "raw/undone/2.json", """[{"id":1,"a":"wrong"},{"id":3,"a":"three"},{"id":"x"}]""");
        await world.UnloadAsync(1);
        await world.UnloadAsync(3);
        var before = await world.QueryAsync("SELECT load_id, status FROM weir.load_history ORDER BY ALL");

        var orders = await world.PreviewAsync("orders", "raw/orders/a.json");
        Assert.Equal(["orders 2 0 0", "orders__lines 2 0 0"], orders.Diffs.Select(d => $"{d.Table} {d.Added} {d.Changed} {d.Removed}"));
        var undone = await world.PreviewAsync("undone", "raw/undone/2.json");
        Assert.Equal(1, undone.Records[0].RowsQuarantined);
        Assert.Equal(
            ["added {\"id\":3} ", "changed {\"id\":1} a: \"one\" → \"wrong\""],
            Assert.Single(undone.Diffs).Samples.Select(s => $"{s.Change} {s.Row} {string.Join(", ", s.Cells.Select(c => $"{c.Column}: {c.Old} → {c.New}"))}"));

        Assert.Equal(before, await world.QueryAsync("SELECT load_id, status FROM weir.load_history ORDER BY ALL"));
        Assert.Equal(["0|2|0"], await world.QueryAsync("SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM undone), (SELECT count(*) FROM weir.quarantine WHERE load_id > 3)"));
    }

    [Fact]
    public async Task What_a_large_load_replaces_is_kept_only_when_the_table_says_so()
    {
        await using var world = await World.StartAsync(Yaml);
        var large = string.Join('\n', Enumerable.Range(0, 100_001).Select(id => FormattableString.Invariant($$"""{"id":{{id}},"a":"large"}""")));
        await PutAsync(world, "raw/undone/1.json", """{"id":1,"a":"one"}""");
        await PutAsync(world, "raw/undone/2.json", large);
        await PutAsync(world, "raw/undone/3.json", """{"id":1,"a":"three"}""");

        Assert.Equal("WEIR6022", await CodeOfAsync(world, 1));
        Assert.Equal("WEIR6022", await CodeOfAsync(world, 2));
        await world.UnloadAsync(3);
        Assert.Equal(["large"], await world.QueryAsync("SELECT a FROM undone WHERE id = 1"));
    }

    [Fact]
    public async Task A_load_that_is_older_than_what_is_kept_is_not_unloaded()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/undone/1.json", """{"id":1,"a":"one"}""");
        world.Execute("UPDATE weir.load_history SET loaded_at = loaded_at - INTERVAL 8 DAY");
        await PutAsync(world, "raw/undone/2.json", """{"id":1,"a":"two"}""");

        Assert.Equal("WEIR6022", await CodeOfAsync(world, 1));
        world.Execute("UPDATE weir.kept_since SET since = since - INTERVAL 9 DAY");
        world.Execute("UPDATE weir.\"kept from main.undone\" SET _weir_kept_at = _weir_kept_at - INTERVAL 9 DAY");
        await PutAsync(world, "raw/undone/3.json", """{"id":1,"a":"three"}""");

        Assert.Equal(["two"], await world.QueryAsync("SELECT a FROM weir.\"kept from main.undone\""));
        Assert.Equal("WEIR6022", await CodeOfAsync(world, 1));
        await world.UnloadAsync(3);
        Assert.Equal(["two"], await world.QueryAsync("SELECT a FROM undone"));
    }

    private static async Task<string> CodeOfAsync(World world, long loadId) =>
        (await Assert.ThrowsAsync<RefusedException>(() => world.UnloadAsync(loadId))).Failure.Code;

    private static async Task PutAsync(World world, string name, string content)
    {
        await world.PutAsync(name, content);
        await world.WhenIdleAsync();
    }
}
