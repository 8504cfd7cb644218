using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Failures;

namespace Weir.Tests.Flow;

/// <summary>Files that tables load once more.</summary>
public sealed class ReloadTests
{
    private const string Yaml =
        """
        project: reloaded
        buckets:
          raw: {}
        tables:
          orders:
            source: raw/orders/**.json
            columns:
              id: { type: integer, nullable: false }
          newest:
            source: raw/newest/**.json
            write_disposition: replace
            columns:
              id: { type: integer, nullable: false }
          merged:
            source: raw/merged/**.json
            write_disposition: merge
            primary_key: [id]
            columns:
              id: { type: integer }
              put: { type: integer, nullable: false }
        """;

    private const string WithoutTables =
        """
        project: reloaded
        buckets:
          raw: {}
        """;

    [Fact]
    public async Task What_was_unloaded_stands_again_exactly_once()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/orders/a.json", """[{"id":1},{"id":2}]""");
        await PutAsync(world, "raw/orders/b.json", """{"id":3}""");
        await world.UnloadAsync(1);

        Assert.Equal(["orders raw/orders/a.json Unloaded"], await world.ReloadAsync(true, "raw/orders/a.json", "raw/orders/b.json"));
        Assert.Equal(["orders raw/orders/a.json Unloaded"], await world.ReloadAsync(false, "raw/orders/a.json", "raw/orders/b.json"));
        await world.ReloadAsync(false, "raw/orders/a.json");
        await world.WhenIdleAsync();
        Assert.Empty(await world.ReloadAsync(false, "raw/orders/a.json", "raw/orders/b.json"));
        await world.WhenIdleAsync();

        Assert.Equal(["1", "2", "3"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
        Assert.Equal(
            ["UNLOADED|2", "LOADED|1", "LOADED|2"],
            await world.QueryAsync("SELECT status, rows_loaded FROM weir.load_history ORDER BY load_id"));
    }

    [Fact]
    public async Task It_can_be_unloaded_and_reloaded_again_and_again_while_somebody_reads()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/orders/a.json", """{"id":1}""");
        for (var load = 1; load <= 4; load++)
        {
            await world.WhileReadingAsync("FROM weir.loaded_files", async () =>
            {
                await world.UnloadAsync(load);
                await world.ReloadAsync(false, "raw/orders/a.json");
                await world.WhenIdleAsync();
            });
        }

        Assert.Equal(["1|5"], await world.QueryAsync("SELECT id, _weir_load_id FROM orders"));
        Assert.Empty(await world.Environment.DeadLetters.ListAsync(10, default));
    }

    [Fact]
    public async Task What_failed_is_tried_once_more_and_no_oftener()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/orders/a.json", """{"id":null}""");

        Assert.Equal(["orders raw/orders/a.json LoadFailed"], await world.ReloadAsync(false, "raw/orders/a.json"));
        await world.WhenIdleAsync();

        Assert.Equal(["2"], await world.QueryAsync("SELECT count(*) FROM weir.load_history WHERE status = 'LOAD_FAILED'"));
    }

    [Fact]
    public async Task A_table_that_was_declared_after_its_files_landed_loads_them()
    {
        var folder = Directory.CreateTempSubdirectory("weir-world-").FullName;
        try
        {
            await using (var world = await World.StartAsync(WithoutTables, folder))
            {
                await world.PutAsync("raw/orders/a.json", """{"id":1}""");
                await world.WhenIdleAsync();
            }

            await using (var world = await World.StartAsync(Yaml, folder))
            {
                Assert.Equal(["orders raw/orders/a.json"], await world.ReloadAsync(false, "raw/orders/a.json"));
            }

            await using (var world = await World.OpenAsync(folder))
            {
                await world.WhenIdleAsync();
                Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM orders"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_crash_before_the_deliveries_are_there_leaves_the_file_to_the_next_reload()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/orders/a.json", """{"id":1}""");
        await world.UnloadAsync(1);
        var file = await world.Environment.Objects.FindAsync(new ObjectName("raw", "orders/a.json"), default);
        await Assert.ThrowsAsync<UnavailableException>(
            () => world.ReloadingOf(new BrokenLog()).ReloadAsync([file!], null, isDryRun: false, default));

        Assert.Equal(["orders raw/orders/a.json"], await world.ReloadAsync(false, "raw/orders/a.json"));
        await world.WhenIdleAsync();

        Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM orders"));
    }

    [Fact]
    public async Task A_file_that_a_newer_one_has_replaced_stays_out()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/newest/a.json", """{"id":1}""");
        await PutAsync(world, "raw/newest/b.json", """{"id":null}""");
        await PutAsync(world, "raw/newest/c.json", """{"id":3}""");
        await PutAsync(world, "raw/newest/d.json", """{"id":null}""");

        Assert.Equal(
            ["newest raw/newest/d.json LoadFailed"],
            await world.ReloadAsync(false, "raw/newest/a.json", "raw/newest/b.json", "raw/newest/c.json", "raw/newest/d.json"));
        await world.WhenIdleAsync();

        Assert.Equal(["3"], await world.QueryAsync("SELECT id FROM newest"));
    }

    [Theory]
    [InlineData("newest", "2")]
    [InlineData("merged", "1|2")]
    public async Task An_older_file_that_comes_by_reload_does_not_beat_a_newer_one(string table, string rows)
    {
        var folder = Directory.CreateTempSubdirectory("weir-world-").FullName;
        try
        {
            await using (var world = await World.StartAsync(WithoutTables, folder))
            {
                await world.PutAsync($"raw/{table}/old.json", table == "newest" ? """{"id":1}""" : """{"id":1,"put":1}""");
                await world.WhenIdleAsync();
            }

            await using (var world = await World.StartAsync(Yaml, folder))
            {
                await PutAsync(world, $"raw/{table}/new.json", table == "newest" ? """{"id":2}""" : """{"id":1,"put":2}""");
                await world.ReloadAsync(false, $"raw/{table}/old.json", $"raw/{table}/new.json");
                await world.WhenIdleAsync();

                Assert.Equal([rows], await world.QueryAsync($"SELECT * EXCLUDE (_weir_load_id) FROM {table}"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_file_that_is_removed_before_its_event_is_there_is_passed_over()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/orders/a.json", """{"id":1}""");
        await world.UnloadAsync(1);
        var file = await world.Environment.Objects.FindAsync(new ObjectName("raw", "orders/a.json"), default);
        await world.Environment.Objects.RemoveAsync([file!.Name], default);

        await world.ReloadingOf(world.Environment.Events).ReloadAsync([file], null, isDryRun: false, default);
        await world.WhenIdleAsync();

        Assert.Null(await world.Environment.Objects.FindAsync(file.Name, default));
        Assert.Single(await world.Environment.Events.ListAsync(10, null, default));
        Assert.Empty(await world.Environment.DeadLetters.ListAsync(10, default));
    }

    private static async Task PutAsync(World world, string name, string content)
    {
        await world.PutAsync(name, content);
        await world.WhenIdleAsync();
    }

    private sealed class BrokenLog : IEventLog
    {
        public Task<IReadOnlyList<Duplicate>> AppendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken) =>
            throw new UnavailableException(new Failure("WEIR4003", "The disk is full.", "Make room."));

        public Task<KnownKey?> FindAsync(DedupeKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Event?> FindAsync(EventId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<LoggedEvent>> ListAsync(int limit, long? before, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<LoggedEvent>> ListOfRunAsync(
            Weir.Runs.RunId run, EventId startedBy, int limit, long? after, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
