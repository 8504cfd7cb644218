using System.Globalization;
using System.Text;
using System.Text.Json;

using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;

namespace Weir.Tests.Flow;

/// <summary>Tables whose rows replace those with the same key.</summary>
public sealed class MergingTableTests
{
    private const string Yaml =
        """
        project: merged
        buckets:
          raw: {}
        tables:
          stock:
            source: raw/**.json
            write_disposition: merge
            primary_key: [shop, sku]
            dedup_sort: [changed]
            hard_delete: gone
            columns:
              shop: { type: varchar }
              sku: { type: integer }
              changed: { type: integer }
              gone: { type: boolean }
              amount: { type: integer }
        """;

    private const string Amounts = "SELECT shop, sku, amount FROM stock ORDER BY ALL";

    /// <summary>A condition that ended the statement ran what followed it.</summary>
    [Fact]
    public async Task A_condition_that_is_more_than_one_changes_nothing()
    {
        await using var world = await World.StartAsync(
            """
            project: p
            buckets: { raw: {} }
            tables:
              t:
                source: raw/*.json
                columns: { id: { type: integer } }
                write_disposition: merge
                primary_key: [id]
                hard_delete: "id = 3); CREATE TABLE victim AS SELECT 1; --"
                retry: { max_attempts: 1 }
            """);
        await world.PutAsync("raw/1.json", """{"id":1}""");
        await world.WhenIdleAsync();

        Assert.Equal("WEIR6023", Assert.Single(await world.Environment.DeadLetters.ListAsync(10, default)).Failure.Code);
        Assert.Empty(await world.QueryAsync("SELECT 1 FROM duckdb_tables() WHERE table_name = 'victim'"));
    }

    [Fact]
    public async Task A_row_takes_the_place_of_the_one_with_its_key()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/1.json", Row("a", 1, 1, 10), Row("a", 2, 1, 20), Row("b", 1, 1, 30));
        await PutAsync(world, "raw/2.json", Row("a", 2, 2, 21), Row("c", 1, 1, 40));

        Assert.Equal(["a|1|10", "a|2|21", "b|1|30", "c|1|40"], await world.QueryAsync(Amounts));
        Assert.Equal(
            ["raw/1.json|2", "raw/2.json|2"],
            await world.QueryAsync(
                "SELECT file, count(*) FROM stock JOIN weir.load_history ON load_id = _weir_load_id GROUP BY file ORDER BY file"));
    }

    [Fact]
    public async Task An_older_row_that_comes_later_changes_nothing()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/1.json", Row("a", 1, 7, 10));
        await PutAsync(world, "raw/2.json", Row("a", 1, 6, 20), Row("a", 1, null, 30));

        Assert.Equal(["a|1|10"], await world.QueryAsync(Amounts));
    }

    [Fact]
    public async Task A_row_that_was_removed_stays_out_when_an_older_one_comes_later()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/1.json", Row("a", 1, 5, 10), Row("a", 2, 5, 20));
        await PutAsync(world, "raw/2.json", Row("a", 1, 7, 11, gone: true));
        await PutAsync(world, "raw/3.json", Row("a", 1, 6, 12));
        Assert.Equal(["a|2|20"], await world.QueryAsync(Amounts));

        await PutAsync(world, "raw/4.json", Row("a", 1, 8, 13));
        Assert.Equal(["a|1|13", "a|2|20"], await world.QueryAsync(Amounts));
    }

    [Fact]
    public async Task A_content_that_lands_again_is_newer_than_what_came_in_between()
    {
        await using var world = await World.StartAsync(Unsorted("json"));
        await PutAsync(world, "raw/t.json", """{"id":1,"amount":10}""");
        await PutAsync(world, "raw/t.json", """{"id":1,"amount":11}""");
        await PutAsync(world, "raw/t.json", """{"id":1,"amount":10}""");

        Assert.Equal(["1|10|3"], await world.QueryAsync("SELECT id, amount, _weir_load_id FROM t"));
    }

    [Fact]
    public async Task A_row_without_its_key_goes_to_the_quarantine()
    {
        await using var world = await World.StartAsync(Yaml);
        await PutAsync(world, "raw/1.json", Row("a", 1, 1, 10), """{"shop":"a","amount":3}""");

        Assert.Equal(["a|1|10"], await world.QueryAsync(Amounts));
        Assert.Equal(["sku|WEIR6114"], await world.QueryAsync("SELECT column_name, code FROM weir.quarantine"));
    }

    [Fact]
    public async Task A_condition_that_the_warehouse_does_not_understand_is_told_and_changes_nothing()
    {
        await using var world = await World.StartAsync(
            Yaml.Replace("hard_delete: gone", "hard_delete: nowhere > 1", StringComparison.Ordinal)
            + "\n    retry: { max_attempts: 1 }\n");
        await PutAsync(world, "raw/1.json", Row("a", 1, 1, 10));

        var failed = Assert.Single(world.Recorder.Failed);
        Assert.True(failed.GivenUp);
        Assert.Contains("nowhere", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM weir.load_history"));
    }

    [Theory]
    [InlineData("csv", "id,amount\n1,10\n2,20\n1,11\n")]
    [InlineData("json", """[{"id":1,"amount":10},{"id":2,"amount":20},{"id":1,"amount":11}]""")]
    [InlineData("json", "{\"id\":1,\"amount\":10}\n{\"id\":2,\"amount\":20}\n{\"id\":1,\"amount\":11}\n")]
    public async Task Without_a_column_to_sort_by_the_last_row_of_a_file_wins(string format, string content)
    {
        await using var world = await World.StartAsync(Unsorted(format));
        await PutAsync(world, $"raw/1.{format}", content);

        Assert.Equal(["1|11", "2|20"], await world.QueryAsync("SELECT id, amount FROM t ORDER BY id"));
    }

    [Fact]
    public async Task Rows_of_parquet_are_merged_too()
    {
        await using var world = await World.StartAsync(Unsorted("parquet"));
        var file = Path.Combine(world.Folder, "rows.parquet");
        world.Execute($"COPY (FROM (VALUES (1, 10), (2, 20), (1, 11)) AS v(id, amount)) TO '{file}' (FORMAT parquet)");
        await world.PutAsync(("raw/1.parquet", await File.ReadAllBytesAsync(file)));
        await world.WhenIdleAsync();
        world.Execute($"COPY (FROM (VALUES (2, 21), (3, 30)) AS v(id, amount)) TO '{file}' (FORMAT parquet)");
        await world.PutAsync(("raw/2.parquet", await File.ReadAllBytesAsync(file)));
        await world.WhenIdleAsync();

        Assert.Equal(["1|11", "2|21", "3|30"], await world.QueryAsync("SELECT id, amount FROM t ORDER BY id"));
    }

    /// <summary>The reference is naive: all rows in order of their age, the last of each key stands, unless it removes it.</summary>
    [Theory]
    [InlineData(1, "dedup_sort: [changed]", "hard_delete: gone")]
    [InlineData(2, "dedup_sort: [changed]", "hard_delete: gone")]
    [InlineData(3, "dedup_sort: [changed, amount]", "hard_delete: amount % 5 = 0")]
    [InlineData(4, "dedup_sort: [changed]", null)]
    [InlineData(5, null, "hard_delete: gone")]
    [InlineData(6, null, null)]
    public async Task In_whatever_order_files_come_the_table_is_that_of_sorted_ones(int seed, string? sort, string? delete)
    {
        var random = new Random(seed);
        var yaml = Yaml
            .Replace("    dedup_sort: [changed]\n", sort is null ? "" : $"    {sort}\n", StringComparison.Ordinal)
            .Replace("    hard_delete: gone\n", delete is null ? "" : $"    {delete}\n", StringComparison.Ordinal);
        for (var history = 0; history < 6; history++)
        {
            await using var world = await World.StartAsync(yaml);
            var rows = new List<StockRow>();
            var events = new List<Event>();
            for (var file = random.Next(2, 25); file > 0; file--)
            {
                var own = Enumerable.Range(0, random.Next(1, 5)).Select(n => StockRow.Random(random, (file * 10) + n)).ToList();
                rows.AddRange(own);
                events.Add(await LandAsync(world, $"raw/{random.Next(5)}.json", $"[{string.Join(',', own.Select(r => r.Json))}]"));
            }

            await DeliverAsync(world, random, events);

            var expected = rows.Index()
                .OrderBy(r => sort is null ? 0 : r.Item.Changed ?? -1)
                .ThenBy(r => sort?.Contains("amount", StringComparison.Ordinal) == true ? r.Item.Amount : 0)
                .ThenBy(r => r.Index)
                .GroupBy(r => (r.Item.Shop, r.Item.Sku))
                .Select(key => key.Last().Item)
                .Where(r => delete switch { null => true, "hard_delete: gone" => r.Gone != true, _ => r.Amount % 5 != 0 })
                .Select(r => $"{r.Shop}|{r.Sku}|{r.Amount}");
            Assert.Equal(expected.Order(StringComparer.Ordinal), await world.QueryAsync(Amounts));
        }
    }

    private static string Unsorted(string format) =>
        $$"""
        project: merged
        buckets:
          raw: {}
        tables:
          t:
            source: raw/**.{{format}}
            write_disposition: merge
            primary_key: [id]
            columns:
              id: { type: integer }
              amount: { type: integer }
        """;

    private static string Row(string shop, int sku, int? changed, int amount, bool? gone = null) =>
        new StockRow(shop, sku, changed, gone, amount).Json;

    private static async Task PutAsync(World world, string name, params string[] rows)
    {
        await world.PutAsync(name, rows.Length == 1 ? rows[0] : $"[{string.Join(',', rows)}]");
        await world.WhenIdleAsync();
    }

    private static async Task<Event> LandAsync(World world, string name, string content)
    {
        var writer = world.Environment.ObjectWriter;
        var staged = await writer.StageAsync(
            new ObjectName(name.Split('/')[0], name.Split('/')[1]), new MemoryStream(Encoding.UTF8.GetBytes(content)), default);
        var version = (await writer.PlaceAsync([staged], default))[0];
        return new Event { Id = EventId.New(TimeProvider.System), Type = Event.ObjectCreated, Time = version.LandedAt, Object = version };
    }

    /// <summary>Delivers events shuffled, each once to three times, in batches that are sometimes waited for.</summary>
    private static async Task DeliverAsync(World world, Random random, IEnumerable<Event> events)
    {
        var shuffled = events.SelectMany(e => Enumerable.Repeat(e, random.Next(1, 4))).ToArray();
        random.Shuffle(shuffled);
        var router = new Router(world.Project);
        foreach (var some in shuffled.Chunk(random.Next(1, 9)))
        {
            await world.Environment.Events.AppendAsync([.. some.Select(router.Route)], default);
            if (random.Next(2) == 0)
            {
                await world.WhenIdleAsync();
            }
        }

        await world.WhenIdleAsync();
    }

    private sealed record StockRow(string Shop, int Sku, int? Changed, bool? Gone, int Amount)
    {
        public string Json => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"shop":{{JsonSerializer.Serialize(Shop)}},"sku":{{Sku}},"changed":{{JsonSerializer.Serialize(Changed)}},"gone":{{JsonSerializer.Serialize(Gone)}},"amount":{{Amount}}}""");

        public static StockRow Random(Random random, int amount) => new(
            random.Next(2) == 0 ? "a" : "b'\"",
            random.Next(3),
            random.Next(6) == 0 ? null : random.Next(8),
            random.Next(3) switch { 0 => true, 1 => false, _ => null },
            amount);
    }
}
