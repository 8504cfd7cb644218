using System.Globalization;
using System.Text;

using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;

namespace Weir.Tests.Flow;

/// <summary>Tables whose rows are those of the newest file.</summary>
public sealed class ReplacingTableTests
{
    private const string Yaml =
        """
        project: replaced
        buckets:
          raw: {}
        tables:
          prices:
            source: raw/**.json
            write_disposition: replace
            columns:
              put: { type: integer, nullable: false }
        """;

    [Fact]
    public async Task The_newest_file_takes_the_place_of_the_rows_before()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/monday.json", """[{"put":1},{"put":2}]""");
        await PutAsync(world, "raw/tuesday.json", """[{"put":3}]""");

        Assert.Equal(["3"], await world.QueryAsync("SELECT put FROM prices"));
        Assert.Equal(
            ["raw/monday.json|2", "raw/tuesday.json|1"],
            await world.QueryAsync("SELECT file, rows_loaded FROM weir.load_history ORDER BY load_id"));
    }

    [Fact]
    public async Task A_content_that_comes_again_after_another_stands_again()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/a.json", """{"put":1}""");
        await PutAsync(world, "raw/a.json", """{"put":2}""");
        await PutAsync(world, "raw/a.json", """{"put":1}""");

        Assert.Equal(["1"], await world.QueryAsync("SELECT put FROM prices"));
    }

    [Fact]
    public async Task Of_a_backlog_only_the_newest_file_is_read_and_the_others_are_recorded_as_superseded()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync([.. Enumerable.Range(1, 200).Select(n => ($"raw/{n:D3}.json", Encoding.UTF8.GetBytes($$"""{"put":{{n}}}""")))]);
        await world.WhenIdleAsync();

        Assert.Equal(["200"], await world.QueryAsync("SELECT put FROM prices"));
        var loaded = int.Parse(
            (await world.QueryAsync("SELECT count(*) FROM weir.load_history WHERE status = 'LOADED'"))[0], CultureInfo.InvariantCulture);
        Assert.InRange(loaded, 1, 10);
        Assert.Equal(
            [$"LOADED|{loaded}|{loaded}", $"SUPERSEDED|{200 - loaded}|0"],
            await world.QueryAsync("SELECT status, count(*), sum(rows_parsed) FROM weir.load_history GROUP BY status ORDER BY status"));
    }

    [Fact]
    public async Task A_file_without_a_row_that_fits_replaces_nothing()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/a.json", """{"put":1}""");
        await PutAsync(world, "raw/b.json", """{"put":"none"}""");

        Assert.Equal(["1"], await world.QueryAsync("SELECT put FROM prices"));
        Assert.Equal(["LOAD_FAILED"], await world.QueryAsync("SELECT status FROM weir.load_history WHERE file = 'raw/b.json'"));
    }

    /// <summary>The warehouse keeps what stands in the table; files that land in the new state are newer all the same.</summary>
    [Fact]
    public async Task A_file_replaces_those_from_before_the_state_was_lost()
    {
        var folder = Directory.CreateTempSubdirectory("weir-world-").FullName;
        await using (var before = await World.StartAsync(Yaml, folder))
        {
            await PutAsync(before, "raw/a.json", """{"put":1}""");
            await PutAsync(before, "raw/b.json", """{"put":2}""");
        }

        foreach (var state in Directory.GetFiles(Path.Combine(folder, ".weir", "local"), "state.db*"))
        {
            File.Delete(state);
        }

        await using (var after = await World.StartAsync(Yaml, folder))
        {
            await PutAsync(after, "raw/c.json", """{"put":3}""");

            Assert.Equal(["3"], await after.QueryAsync("SELECT put FROM prices"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_empty_file_empties_the_table()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/a.json", """{"put":1}""");
        await PutAsync(world, "raw/b.json", "[]");

        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM prices"));
    }

    [Fact]
    public async Task Child_tables_are_replaced_with_their_table_also_when_the_new_file_has_none()
    {
        await using var world = await World.StartAsync(
            """
            project: replaced
            buckets:
              raw: {}
            tables:
              orders:
                source: raw/**.json
                write_disposition: replace
            """);
        await PutAsync(world, "raw/a.json", """[{"id":1,"lines":[{"n":1,"parts":[1,2]},{"n":2}]},{"id":2,"lines":[]}]""");
        Assert.Equal(["2"], await world.QueryAsync("SELECT count(*) FROM orders__lines__parts"));
        await PutAsync(world, "raw/b.json", """{"id":3}""");

        Assert.Equal(["3"], await world.QueryAsync("SELECT id FROM orders"));
        Assert.Equal(["0|0"], await world.QueryAsync("SELECT (SELECT count(*) FROM orders__lines), (SELECT count(*) FROM orders__lines__parts)"));
    }

    [Fact]
    public async Task Rows_of_another_table_stay_that_is_called_as_a_child_table_would_be()
    {
        await using var world = await World.StartAsync(
            """
            project: replaced
            buckets:
              raw: {}
            tables:
              orders:
                source: raw/orders/**.json
                write_disposition: replace
                columns: { id: integer }
              orders__x:
                source: raw/x/**.json
            """);
        await PutAsync(world, "raw/x/a.json", """{"id":1,"lines":[{"n":1,"parts":[1,2]},{"n":2}]}""");
        await PutAsync(world, "raw/orders/b.json", """{"id":2}""");

        Assert.Equal(["2|1"], await world.QueryAsync("SELECT o.id, x.id FROM orders o, orders__x x"));
        Assert.Equal(
            ["2|2"], await world.QueryAsync("SELECT (SELECT count(*) FROM orders__x__lines), (SELECT count(*) FROM orders__x__lines__parts)"));
    }

    [Fact]
    public async Task Whoever_reads_meanwhile_sees_the_rows_of_one_file_whole()
    {
        const int rows = 500;
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/all.json", FileOf(0, rows));
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var seen = new HashSet<string>();
            while (!done.IsCancellationRequested)
            {
                seen.UnionWith(await world.QueryAsync("SELECT count(*), count(DISTINCT put), count(DISTINCT _weir_load_id) FROM prices"));
            }

            return seen;
        });
        for (var n = 1; n <= 30; n++)
        {
            await PutAsync(world, "raw/all.json", FileOf(n % 3, rows));
        }

        await done.CancelAsync();
        Assert.Equal([$"{rows}|1|1"], await reading);
    }

    /// <summary>The reference is naive: of all files with a row that fits, the one that landed last.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task In_whatever_order_and_however_often_events_come_the_table_ends_with_the_newest_file(int seed)
    {
        var random = new Random(seed);
        await using var world = await World.StartAsync(Yaml);
        for (var history = 0; history < 12; history++)
        {
            var landed = new List<(StoredObject Version, int? Put)>();
            for (var n = random.Next(1, 12); n > 0; n--)
            {
                int? put = random.Next(4) == 0 ? null : random.Next(3);
                var content = Encoding.UTF8.GetBytes(put is null ? """{"put":"none"}""" : $$"""{"put":{{put}}}""");
                var staged = await world.Environment.ObjectWriter.StageAsync(
                    new ObjectName("raw", $"{random.Next(2)}.json"), new MemoryStream(content), default);
                landed.Add(((await world.Environment.ObjectWriter.PlaceAsync([staged], default))[0], put));
            }

            var events = landed.SelectMany(l => Enumerable.Repeat(l.Version, random.Next(1, 4))).Select(EventOf).ToArray();
            random.Shuffle(events);
            var router = new Router(world.Project);
            foreach (var some in events.Chunk(random.Next(1, 6)))
            {
                await world.Environment.Events.AppendAsync([.. some.Select(router.Route)], default);
                if (random.Next(2) == 0)
                {
                    await world.WhenIdleAsync();
                }
            }

            await world.WhenIdleAsync();
            if (landed.FindLast(l => l.Put is not null) is { Version: not null } newest)
            {
                Assert.Equal([$"{newest.Put}"], await world.QueryAsync("SELECT put FROM prices"));
            }
        }
    }

    private static Event EventOf(StoredObject version) =>
        new() { Id = EventId.New(TimeProvider.System), Type = Event.ObjectCreated, Time = version.LandedAt, Object = version };

    private static string FileOf(int put, int rows) =>
        $"[{string.Join(',', Enumerable.Repeat($$"""{"put":{{put}}}""", rows))}]";

    private static async Task PutAsync(World world, string name, string content)
    {
        await world.PutAsync(name, content);
        await world.WhenIdleAsync();
    }
}
