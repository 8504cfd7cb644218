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
            columns:
              id: { type: integer }
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
        await world.UnloadAsync(1);

        Assert.Equal("WEIR6020", await CodeOfAsync(world, 99));
        Assert.Equal("WEIR6021", await CodeOfAsync(world, 1));
        Assert.Equal("WEIR6022", await CodeOfAsync(world, 2));
        Assert.Equal("WEIR6022", await CodeOfAsync(world, 3));
        Assert.Equal(["1|1"], await world.QueryAsync("SELECT (SELECT count(*) FROM newest), (SELECT count(*) FROM merged)"));
    }

    private static async Task<string> CodeOfAsync(World world, long loadId) =>
        (await Assert.ThrowsAsync<RefusedException>(() => world.UnloadAsync(loadId))).Failure.Code;

    private static async Task PutAsync(World world, string name, string content)
    {
        await world.PutAsync(name, content);
        await world.WhenIdleAsync();
    }
}
