namespace Weir.Tests.Flow;

/// <summary>Tables without columns take the shape of their files, and grow with them.</summary>
public sealed class InferredTableTests
{
    private const string Yaml =
        """
        project: inferred
        buckets:
          raw: {}
        tables:
          t:
            source: raw/**.json
        """;

    [Fact]
    public async Task Nested_objects_become_columns_and_arrays_become_child_tables()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync("raw/a.json",
            """
            [{"id":1,"at":"2026-03-01T10:00:00Z","who":{"name":"Ada","home":{"zip":"01234"}},"tags":["x","y"],
              "lines":[{"sku":"a","qty":2,"notes":[{"text":"n"}]},{"sku":"b","qty":1.5}],"grid":[[1,2],[3]],"empty":{},"none":null},
             {"id":2,"at":"2026-03-02","who":{"name":"Bob"},"lines":[]}]
            """);
        await world.WhenIdleAsync();

        Assert.Equal(
            ["t|id|BIGINT", "t|at|TIMESTAMP", "t|who__name|VARCHAR", "t|who__home__zip|VARCHAR", "t|_weir_load_id|BIGINT", "t|_weir_id|UUID"],
            await world.QueryAsync("SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE table_name = 't' ORDER BY column_index"));
        Assert.Equal(["1|Ada|01234", "2|Bob|"], await world.QueryAsync("SELECT id, who__name, who__home__zip FROM t ORDER BY id"));
        Assert.Equal(
            ["1|a|2|0", "1|b|1.5|1"],
            await world.QueryAsync("SELECT id, sku, qty, _weir_list_idx FROM t__lines l JOIN t ON t._weir_id = l._weir_parent_id ORDER BY 2"));
        Assert.Equal(["x|0", "y|1"], await world.QueryAsync("SELECT value, _weir_list_idx FROM t__tags ORDER BY 2"));
        Assert.Equal(
            ["a|n"],
            await world.QueryAsync("SELECT sku, text FROM t__lines__notes n JOIN t__lines l ON l._weir_id = n._weir_parent_id"));
        Assert.Equal(
            ["1|0|1", "1|1|2", "1|0|3"],
            await world.QueryAsync(
                "SELECT id, v._weir_list_idx, v.value FROM t__grid__list v JOIN t__grid g ON g._weir_id = v._weir_parent_id "
                + "JOIN t ON t._weir_id = g._weir_parent_id ORDER BY g._weir_list_idx, v._weir_list_idx"));
    }

    [Fact]
    public async Task Booleans_of_csv_may_be_in_any_case()
    {
        await using var world = await World.StartAsync(Yaml.Replace(".json", ".csv", StringComparison.Ordinal));

        await world.PutAsync("raw/a.csv", "a,b,c,d\nTRUE,True,true,TRUE\nFALSE,False,false,Yes\n");
        await world.WhenIdleAsync();

        Assert.Equal(["truetruetrueTRUE", "falsefalsefalseYes"], await world.QueryAsync("SELECT concat(a, b, c, d) FROM t ORDER BY a DESC"));
        Assert.Equal(["BOOLEAN"], await world.QueryAsync("SELECT DISTINCT data_type FROM duckdb_columns() WHERE table_name = 't' AND column_name IN ('a', 'b', 'c')"));
    }

    [Fact]
    public async Task New_members_add_columns_and_types_widen_and_older_rows_stay()
    {
        await using var world = await World.StartAsync(Yaml);
        foreach (var document in (string[])
            [
                """{"n":1,"d":"2026-01-01","same":true}""",
                """{"n":2.5,"d":"2026-01-02T03:04:05Z","more":{"x":1}}""",
                """{"n":99999999999999999999,"d":"soon","list":[1]}""",
                """{"n":"many","same":false}""",
                """{"N":"upper","list":[{"a":1},"s"]}""",
            ])
        {
            await world.PutAsync($"raw/{document.Length}.json", document);
            await world.WhenIdleAsync();
        }

        Assert.Equal(
            ["1.0|2026-01-01 00:00:00|true|", "2.5|2026-01-02 03:04:05||1", "1e+20|soon||", "many||false|", "upper|||"],
            await world.QueryAsync("SELECT n, d, same::VARCHAR, more__x FROM t ORDER BY _weir_load_id"));
        Assert.Equal(["1|", "|1", "s|"], await world.QueryAsync("SELECT value, a FROM t__list ORDER BY _weir_load_id, _weir_list_idx != 0, 1"));
        Assert.Empty(await world.QueryAsync("FROM weir.quarantine"));
    }

    [Fact]
    public async Task Hostile_names_are_columns_like_any_other()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync("raw/a.json", """{"select":1,"a\"; DROP TABLE t; --":2,"":3,"Id":4,"id":5,"_weir_load_id":6,"ключ":7,"a__b":8,"a":{"b":9}}""");
        await world.WhenIdleAsync();

        Assert.Equal(
            ["1|2|3|5|6|7|8|9"],
            await world.QueryAsync(
                """SELECT "select", "a""; DROP TABLE t; --", "_", "Id", __weir_load_id, "ключ", a__b, a__b_2 FROM t"""));
    }

    [Fact]
    public async Task A_record_that_cannot_be_stored_is_quarantined_with_its_children()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync("raw/a.json", "{\"n\":1.5,\"c\":[1]}\n{\"n\":1e999,\"c\":[2]}\n{\"n\":2.5,\"c\":[3]}\nbroken\n");
        await world.WhenIdleAsync();

        Assert.Equal(["1.5", "2.5"], await world.QueryAsync("SELECT n FROM t ORDER BY 1"));
        Assert.Equal(["1", "3"], await world.QueryAsync("SELECT value FROM t__c ORDER BY 1"));
        Assert.Equal(["2|n", "4|"], await world.QueryAsync("SELECT line, column_name FROM weir.quarantine ORDER BY line"));
        Assert.Equal(["4|2|2"], await world.QueryAsync("SELECT rows_parsed, rows_loaded, rows_quarantined FROM weir.load_history"));
    }

    [Fact]
    public async Task A_file_to_be_skipped_gives_nothing_when_a_row_of_a_child_table_does_not_fit()
    {
        await using var world = await World.StartAsync(Yaml + "\n    on_error: skip_file\n");
        await world.PutAsync(
            ("raw/good.json", """{"id":1,"c":[1.5],"d":[{"e":[1.5]}]}"""u8.ToArray()),
            ("raw/child.json", "{\"id\":2,\"c\":[2.5]}\n{\"id\":3,\"c\":[3.5,1e999,1e998]}\n"u8.ToArray()),
            ("raw/grandchild.json", """{"id":4,"c":[4.5],"d":[{"e":[4.5,1e999]}]}"""u8.ToArray()));
        await world.WhenIdleAsync();

        Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM t"));
        Assert.Equal(["1.5"], await world.QueryAsync("SELECT value FROM t__c"));
        Assert.Equal(["1.5"], await world.QueryAsync("SELECT value FROM t__d__e"));
        Assert.Equal(
            ["raw/child.json|LOAD_FAILED|4|0|2", "raw/good.json|LOADED|1|1|0", "raw/grandchild.json|LOAD_FAILED|2|0|1"],
            await world.QueryAsync("SELECT file, status, rows_parsed, rows_loaded, rows_quarantined FROM weir.load_history ORDER BY file"));
        Assert.Equal(
            ["raw/child.json|2|value|1e999", "raw/child.json|2|value|1e998", "raw/grandchild.json|1|value|1e999"],
            await world.QueryAsync("SELECT file, line, column_name, raw FROM weir.quarantine ORDER BY file, raw DESC"));
    }

    [Fact]
    public async Task Csv_without_columns_gets_types_from_its_fields_and_evolves()
    {
        await using var world = await World.StartAsync(Yaml.Replace("**.json", "**.csv", StringComparison.Ordinal));
        await world.PutAsync("raw/a.csv", "id,zip,price,day,ok,note,empty\n1,01234,1.5,2026-01-01,true,x,\n2,99999,2,2026-01-02,false,,\n");
        await world.WhenIdleAsync();
        await world.PutAsync("raw/b.csv", "ID,price,extra\n3,n/a,7\n4,5\n");
        await world.WhenIdleAsync();

        Assert.Equal(
            ["id|BIGINT", "zip|VARCHAR", "price|VARCHAR", "day|DATE", "ok|BOOLEAN", "note|VARCHAR", "empty|VARCHAR", "_weir_load_id|BIGINT", "extra|BIGINT"],
            await world.QueryAsync("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 't' ORDER BY column_index"));
        Assert.Equal(
            ["1|01234|1.5||x", "2|99999|2.0||", "3||n/a|7|"],
            await world.QueryAsync("SELECT id, zip, price, extra, note FROM t ORDER BY id"));
        Assert.Equal(["raw/b.csv|3"], await world.QueryAsync("SELECT file, line FROM weir.quarantine"));
    }
}
