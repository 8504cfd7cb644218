using Weir.Tables;
using Weir.Tests.DuckDb;

namespace Weir.Tests.Flow;

/// <summary>Tables change with their files and with the project, keep their rows, and say what changed and why.</summary>
public sealed class SchemaChangeTests
{
    private const string Changes = "SELECT load_id, table_name, change, column_name, old_value, new_value, file FROM weir.schema_history";

    private const string Inferred =
        """
        project: changes
        buckets:
          raw: {}
        tables:
          t:
            source: raw/**.json
        """;

    [Fact]
    public async Task Every_change_is_recorded_with_the_file_that_asked_for_it()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await World.StartAsync(Inferred, folder[""]))
        {
            await before.PutAsync("raw/a.json", """{"n":1}""");
            await before.WhenIdleAsync();
        }

        await Backlog.LandAsync(
            folder[""],
            ("raw/b.json", """{"n":2}"""u8.ToArray()),
            ("raw/c.json", """{"n":2.5,"more":{"x":null}}"""u8.ToArray()),
            ("raw/d.json", """{"n":"many","more":{"x":true},"list":[1]}"""u8.ToArray()),
            ("raw/e.json", """{"n":"more","more":{"x":false}}"""u8.ToArray()));
        await using var world = await World.OpenAsync(folder[""]);
        await world.WhenIdleAsync();

        Assert.Equal(
            [
                "1|t|TABLE_CREATED||||raw/a.json",
                "1|t|COLUMN_ADDED|n||bigint|raw/a.json",
                "4|t|TYPE_WIDENED|n|bigint|varchar|raw/d.json",
                "4|t|COLUMN_ADDED|more__x||boolean|raw/d.json",
                "4|t__list|TABLE_CREATED||||raw/d.json",
                "4|t__list|COLUMN_ADDED|value||bigint|raw/d.json",
            ],
            await world.QueryAsync(Changes));
        Assert.Equal(4, world.Recorder.Changes.Count);
        Assert.Equal(
            ["0"],
            await world.QueryAsync("SELECT count(*) FROM weir.schema_history s ANTI JOIN weir.load_history l ON s.load_id = l.load_id AND s.changed_at = l.loaded_at"));
        Assert.Equal(["1", "2", "2.5", "many", "more"], await world.QueryAsync("SELECT n FROM t ORDER BY _weir_load_id"));
    }

    [Fact]
    public async Task Two_spellings_of_a_member_are_one_column_and_one_child_table()
    {
        await using var world = await Backlog.StartAsync(
            Inferred,
            ("raw/a.json", """{"Id":1,"Who":{"Name":"Ada"},"Lines":[{"Sku":"a"}]}"""u8.ToArray()),
            ("raw/b.json", """{"ID":2.5,"WHO":{"name":"Bob"},"lines":[{"SKU":"b"}],"Lines":[{"sku":"c"}]}"""u8.ToArray()),
            ("raw/c.json", """{"ID":3,"id":4}"""u8.ToArray()));
        await world.WhenIdleAsync();

        Assert.Equal(
            ["Id|DOUBLE", "Who__Name|VARCHAR"],
            await world.QueryAsync(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 't' AND column_name NOT LIKE '\\_weir%' ESCAPE '\\' ORDER BY column_index"));
        Assert.Equal(["1|Ada", "2.5|Bob", "4|"], await world.QueryAsync("SELECT id, who__name FROM t ORDER BY _weir_load_id"));
        Assert.Equal(["a|1", "c|2.5"], await world.QueryAsync("SELECT sku, id FROM t__lines l JOIN t ON t._weir_id = l._weir_parent_id ORDER BY 1"));
    }

    [Fact]
    public async Task Headers_that_differ_in_case_are_one_column_unless_one_file_has_both()
    {
        await using var world = await Backlog.StartAsync(
            Inferred.Replace("**.json", "**.csv", StringComparison.Ordinal),
            ("raw/a.csv", "Id,name\n1,Ada\n"u8.ToArray()),
            ("raw/b.csv", "ID,NAME\n2.5,Bob\n"u8.ToArray()),
            ("raw/c.csv", "id,name,Name\n3,Cid,Dora\n"u8.ToArray()));
        await world.WhenIdleAsync();

        Assert.Equal(
            ["1|Ada|", "2.5|Bob|", "3|Cid|Dora"], await world.QueryAsync("SELECT \"Id\", name, Name_2 FROM t ORDER BY _weir_load_id"));
        Assert.Equal(
            ["1|t|COLUMN_ADDED|Id||double|raw/a.csv", "1|t|COLUMN_ADDED|name||varchar|raw/a.csv", "3|t|COLUMN_ADDED|Name_2||varchar|raw/c.csv"],
            await world.QueryAsync($"{Changes} WHERE change = 'COLUMN_ADDED' ORDER BY load_id, column_name"));
    }

    [Fact]
    public async Task A_declared_type_that_holds_more_widens_the_column_and_one_that_does_not_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("weir-changes-").FullName;
        try
        {
            await LoadAsync("n: { type: integer }", "a", """{"n":1}""");
            await LoadAsync("n: { type: bigint }", "b", """{"n":5000000000}""");
            await using (var narrowed = await World.StartAsync(With("n: { type: smallint }"), folder))
            {
                await narrowed.PutAsync("raw/c.json", """{"n":3}""");
                await narrowed.WhenIdleAsync();
                var (_, failure, givenUp) = Assert.Single(narrowed.Recorder.Failed);
                Assert.True(givenUp);
                Assert.Equal("WEIR6003", failure.Code);
                Assert.Contains("'n' of the table t is bigint and cannot become smallint", failure.Message, StringComparison.Ordinal);
            }

            await LoadAsync("n: { type: double }", "d", """{"n":0.5}""");
            await LoadAsync("n: { type: varchar }", "e", """{"n":"x"}""");
            await using var world = await World.OpenAsync(folder);

            Assert.Equal(["1.0", "5000000000.0", "0.5", "x"], await world.QueryAsync("SELECT n FROM t ORDER BY _weir_load_id"));
            Assert.Equal(
                ["n|integer|bigint|raw/b.json", "n|bigint|double|raw/d.json", "n|double|varchar|raw/e.json"],
                await world.QueryAsync("SELECT column_name, old_value, new_value, file FROM weir.schema_history WHERE change = 'TYPE_WIDENED' ORDER BY load_id"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task LoadAsync(string columns, string name, string content)
        {
            await using var world = await World.StartAsync(With(columns), folder);
            await world.PutAsync($"raw/{name}.json", content);
            await world.WhenIdleAsync();
        }
    }

    [Fact]
    public async Task A_column_that_is_renamed_keeps_its_rows_also_where_rows_are_merged()
    {
        const string Merge = "\n    write_disposition: merge\n    primary_key: [KEY]\n    hard_delete: gone\n";
        var folder = Directory.CreateTempSubdirectory("weir-changes-").FullName;
        try
        {
            await using (var before = await World.StartAsync(
                With("id: { type: integer }\n      qty: { type: integer }\n      gone: { type: boolean }") + Merge.Replace("KEY", "id", StringComparison.Ordinal), folder))
            {
                await before.PutAsync("raw/a.json", """[{"id":1,"qty":10},{"id":2,"qty":20},{"id":3,"gone":true}]""");
                await before.WhenIdleAsync();
            }

            await using var after = await World.StartAsync(
                With(
                    """
                    order_id: { type: bigint, renamed_from: ID, path: "@.id" }
                          quantity: { type: bigint, renamed_from: qty }
                          gone: { type: boolean }
                    """) + Merge.Replace("KEY", "order_id", StringComparison.Ordinal),
                folder);
            await after.PutAsync("raw/b.json", """[{"id":2,"quantity":21},{"id":4,"quantity":40}]""");
            await after.WhenIdleAsync();

            Assert.Equal(["1|10", "2|21", "4|40"], await after.QueryAsync("SELECT order_id, quantity FROM t ORDER BY 1"));
            Assert.Equal(
                ["COLUMN_RENAMED|order_id|id|order_id", "TYPE_WIDENED|order_id|integer|bigint", "COLUMN_RENAMED|quantity|qty|quantity", "TYPE_WIDENED|quantity|integer|bigint"],
                await after.QueryAsync("SELECT change, column_name, old_value, new_value FROM weir.schema_history WHERE load_id = 2"));
            Assert.Equal(
                [SchemaChangeKind.ColumnRenamed, SchemaChangeKind.TypeWidened, SchemaChangeKind.ColumnRenamed, SchemaChangeKind.TypeWidened],
                after.Recorder.Changes.Select(change => change.Kind));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string With(string columns) => $"{Inferred}\n    columns:\n      {columns}\n";
}
