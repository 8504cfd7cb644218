using Weir.Tests.DuckDb;

namespace Weir.Tests.Flow;

/// <summary>A contract decides file by file, in the order of landing, whichever files are loaded together.</summary>
public sealed class SchemaContractTests
{
    private const string Ends = "SELECT file, status, rows_loaded, rows_quarantined FROM weir.load_history ORDER BY load_id";
    private const string Columns =
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE table_name IN ('t', 't__list') AND column_name NOT LIKE '\\_weir%' ESCAPE '\\' "
        + "ORDER BY table_name, column_index";

    private static readonly (string Name, string Content)[] Documents =
    [
        ("raw/1.json", """{"id":1,"n":1}"""),
        ("raw/2.json", """{"id":2,"n":2,"extra":"x"}"""),
        ("raw/3.json", """[{"id":3,"n":3},{"id":4,"n":4.0},{"id":5,"n":"five"}]"""),
        ("raw/4.json", """{"id":6,"list":[{"a":1}]}"""),
        ("raw/5.json", """{"ID":7,"N":7}"""),
        ("raw/6.json", """{"id":8,"extra":9}"""),
    ];

    public static TheoryData<string, string, string, string, string> Contracts { get; } = new()
    {
        // contract, files with an end of their own (file status loaded quarantined), columns, ids, quarantine
        {
            "evolve",
            "1 LOADED 1 0, 2 LOADED 1 0, 3 LOADED 3 0, 4 LOADED 1 0, 5 LOADED 1 0, 6 LOADED 1 0",
            "t.id BIGINT, t.n VARCHAR, t.extra VARCHAR, t__list.a BIGINT",
            "1 2 3 4 5 6 7 8",
            ""
        },
        {
            "freeze",
            "1 LOADED 1 0, 2 LOAD_FAILED 0 1, 3 LOADED 3 0, 4 LOAD_FAILED 0 1, 5 LOADED 1 0, 6 LOAD_FAILED 0 1",
            "t.id BIGINT, t.n VARCHAR",
            "1 3 4 5 7",
            "2 WEIR6140 the column 'extra', 4 WEIR6140 the child table t__list, 6 WEIR6140 the column 'extra'"
        },
        {
            "discard",
            "1 LOADED 1 0, 2 LOADED 1 0, 3 LOADED 3 0, 4 LOADED 1 0, 5 LOADED 1 0, 6 LOADED 1 0",
            "t.id BIGINT, t.n VARCHAR",
            "1 2 3 4 5 6 7 8",
            ""
        },
        {
            "{ types: quarantine }",
            "1 LOADED 1 0, 2 LOADED 1 0, 3 PARTIALLY_LOADED 2 1, 4 LOADED 1 0, 5 LOADED 1 0, 6 LOADED 1 0",
            "t.id BIGINT, t.n BIGINT, t.extra VARCHAR, t__list.a BIGINT",
            "1 2 3 4 6 7 8",
            "3 WEIR6111 n"
        },
        {
            "{ types: fail }",
            "1 LOADED 1 0, 2 LOADED 1 0, 3 LOAD_FAILED 0 1, 4 LOADED 1 0, 5 LOADED 1 0, 6 LOADED 1 0",
            "t.id BIGINT, t.n BIGINT, t.extra VARCHAR, t__list.a BIGINT",
            "1 2 6 7 8",
            "3 WEIR6111 n"
        },
        {
            "{ columns: freeze, types: fail }",
            "1 LOADED 1 0, 2 LOAD_FAILED 0 1, 3 LOAD_FAILED 0 1, 4 LOAD_FAILED 0 1, 5 LOADED 1 0, 6 LOAD_FAILED 0 1",
            "t.id BIGINT, t.n BIGINT",
            "1 7",
            "2 WEIR6140 the column 'extra', 3 WEIR6111 n, 4 WEIR6140 the child table t__list, 6 WEIR6140 the column 'extra'"
        },
    };

    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task Exactly_the_files_that_break_the_contract_fail_loaded_together_or_apart(
        string contract, string ends, string columns, string ids, string quarantined)
    {
        foreach (var together in (bool[])[true, false])
        {
            await using var world = await LandAsync(
                Inferred("json", contract), [.. Documents.Select(d => (d.Name, System.Text.Encoding.UTF8.GetBytes(d.Content)))], together);

            Assert.Equal(ends, await EndsAsync(world));
            Assert.Equal(columns, string.Join(", ", (await world.QueryAsync(Columns)).Select(Column)));
            Assert.Equal(ids, string.Join(' ', await world.QueryAsync("SELECT id FROM t ORDER BY id")));
            Assert.Equal(
                quarantined,
                string.Join(", ", await world.QueryAsync("SELECT parse_filename(file, true) || ' ' || code || ' ' || column_name FROM weir.quarantine ORDER BY ALL")));
        }
    }

    [Theory]
    [InlineData("freeze", "1 LOADED 1 0, 2 LOAD_FAILED 0 1, 3 LOADED 1 0, 4 LOADED 1 0", "1 3 4", "t.id BIGINT, t.n VARCHAR")]
    [InlineData("discard", "1 LOADED 1 0, 2 LOADED 1 0, 3 LOADED 1 0, 4 LOADED 1 0", "1 2 3 4", "t.id BIGINT, t.n VARCHAR")]
    [InlineData("{ columns: discard, types: quarantine }", "1 LOADED 1 0, 2 LOADED 1 0, 3 LOAD_FAILED 0 1, 4 LOADED 1 0", "1 2 4", "t.id BIGINT, t.n BIGINT")]
    [InlineData("{ types: fail }", "1 LOADED 1 0, 2 LOADED 1 0, 3 LOAD_FAILED 0 1, 4 LOADED 1 0", "1 2 4", "t.id BIGINT, t.n BIGINT, t.extra VARCHAR")]
    public async Task Csv_keeps_the_same_contracts(string contract, string ends, string ids, string columns)
    {
        foreach (var together in (bool[])[true, false])
        {
            await using var world = await LandAsync(
                Inferred("csv", contract),
                [
                    ("raw/1.csv", "id,n\n1,1\n"u8.ToArray()),
                    ("raw/2.csv", "id,n,extra\n2,2,x\n"u8.ToArray()),
                    ("raw/3.csv", "n,id\nthree,3\n"u8.ToArray()),
                    ("raw/4.csv", "ID\n4\n"u8.ToArray()),
                ],
                together);

            Assert.Equal(ends, await EndsAsync(world));
            Assert.Equal(ids, string.Join(' ', await world.QueryAsync("SELECT id FROM t ORDER BY id")));
            Assert.Equal(columns, string.Join(", ", (await world.QueryAsync(Columns)).Select(Column)));
        }
    }

    [Theory]
    [InlineData("evolve", "1 LOADED 1 0, 2 LOADED 1 0, 3 LOADED 2 0", "1 2 3 4", "t.id BIGINT, t.n VARCHAR, t.extra VARCHAR")]
    [InlineData("freeze", "1 LOADED 1 0, 2 LOAD_FAILED 0 1, 3 LOADED 2 0", "1 3 4", "t.id BIGINT, t.n VARCHAR")]
    [InlineData("discard", "1 LOADED 1 0, 2 LOADED 1 0, 3 LOADED 2 0", "1 2 3 4", "t.id BIGINT, t.n VARCHAR")]
    [InlineData("{ types: quarantine }", "1 LOADED 1 0, 2 LOADED 1 0, 3 PARTIALLY_LOADED 1 1", "1 2 3", "t.id BIGINT, t.n INTEGER, t.extra VARCHAR")]
    [InlineData("{ types: fail }", "1 LOADED 1 0, 2 LOADED 1 0, 3 LOAD_FAILED 0 1", "1 2", "t.id BIGINT, t.n INTEGER, t.extra VARCHAR")]
    public async Task Parquet_keeps_the_same_contracts(string contract, string ends, string ids, string columns)
    {
        foreach (var together in (bool[])[true, false])
        {
            await using var world = await LandAsync(
                Inferred("parquet", contract),
                [
                    ("raw/1.parquet", Parquet("SELECT 1::BIGINT AS id, 1::INTEGER AS n")),
                    ("raw/2.parquet", Parquet("SELECT 2::BIGINT AS id, 2::INTEGER AS n, 'x' AS extra")),
                    ("raw/3.parquet", Parquet("SELECT unnest([3, 4])::INTEGER AS ID, unnest(['3', 'four']) AS n")),
                ],
                together);

            Assert.Equal(ends, await EndsAsync(world));
            Assert.Equal(ids, string.Join(' ', await world.QueryAsync("SELECT id FROM t ORDER BY id")));
            Assert.Equal(columns, string.Join(", ", (await world.QueryAsync(Columns)).Select(Column)));
        }
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task A_table_with_declared_columns_refuses_others_and_misfits_when_it_says_so(string format)
    {
        var files = format switch
        {
            "json" => new[] { """{"id":1,"N":1}""", """{"id":2,"n":2,"more":1}""", """[{"id":3,"n":3},{"id":4,"n":"x"}]""", """[{"id":5,"n":5},{"n":6}]""" }
                .Select(System.Text.Encoding.UTF8.GetBytes),
            "csv" => new[] { "id,N\n1,1\n", "id,n,more\n2,2,1\n", "id,n\n3,3\n4,x\n", "id,n\n5,5\n,6\n" }.Select(System.Text.Encoding.UTF8.GetBytes),
            _ => new[]
            {
                "SELECT 1 AS id, 1 AS N", "SELECT 2 AS id, 2 AS n, 1 AS more", "SELECT unnest([3, 4]) AS id, unnest(['3', 'x']) AS n",
                "SELECT unnest([5, NULL]) AS id, unnest([5, 6]) AS n",
            }.Select(Parquet),
        };
        await using var world = await LandAsync(
            Inferred(format, "{ columns: freeze, types: fail }") + "\n    columns:\n      id: { type: bigint, nullable: false }\n      n: { type: integer }\n",
            [.. files.Select((content, index) => ($"raw/{index + 1}.{format}", content))],
            together: true);

        Assert.Equal("1 LOADED 1 0, 2 LOAD_FAILED 0 1, 3 LOAD_FAILED 0 1, 4 PARTIALLY_LOADED 1 1", await EndsAsync(world));
        Assert.Equal(["1", "5"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
    }

    [Fact]
    public async Task Frozen_columns_take_members_in_any_case_unless_a_path_says_which_and_see_what_is_nested()
    {
        string[] files =
        [
            """{"ID":1,"City":"x","A":{"b":1}}""", """{"id":2,"a":{"b":2,"c":3}}""", """{"id":3,"exact":3}""", """{"id":4,"a":[{"b":4}]}""",
            """{"id":5,"Exact":5,"all":{"any":[{"thing":5}]},"list":[{"x":5},5]}""", """{"id":6,"list":[{"y":6}]}""",
        ];
        await using var world = await LandAsync(
            Inferred("json", "freeze") + """

                columns:
                  id: { type: bigint }
                  city: { type: varchar }
                  a: { type: json }
                  exact: { type: integer, path: "@.Exact" }
                  all: { type: json }
                  x: { type: integer, path: "@.list[0].x" }
            """,
            [.. files.Select((content, index) => ($"raw/{index + 1}.json", System.Text.Encoding.UTF8.GetBytes(content)))],
            together: true);

        Assert.Equal("""1 LOADED 1 0, 2 LOADED 1 0, 3 LOAD_FAILED 0 1, 4 LOADED 1 0, 5 LOADED 1 0, 6 LOAD_FAILED 0 1""", await EndsAsync(world));
        Assert.Equal(["1x", "2", "4", "555"], await world.QueryAsync("SELECT concat(id, city, exact, x) FROM t ORDER BY id"));
        Assert.Equal(["exact", "list[*].y"], await world.QueryAsync("SELECT column_name FROM weir.quarantine ORDER BY ALL"));
    }

    private static string Inferred(string format, string contract) =>
        $$"""
        project: contracts
        buckets:
          raw: {}
        tables:
          t:
            source: raw/**.{{format}}
            schema_contract: {{contract}}
        """;

    private static byte[] Parquet(string sql)
    {
        using var folder = new TemporaryFolder();
        var path = folder["file.parquet"];
        using var database = new Weir.DuckDb.DuckDbDatabase(":memory:");
        using var connection = database.Connect();
        using var command = connection.CreateCommand($"COPY ({sql}) TO '{path}' (FORMAT parquet)");
        command.ExecuteNonQuery();
        return File.ReadAllBytes(path);
    }

    private static async Task<World> LandAsync(string yaml, (string Name, byte[] Content)[] files, bool together)
    {
        if (together)
        {
            var all = await Backlog.StartAsync(yaml, files);
            await all.WhenIdleAsync();
            return all;
        }

        var world = await World.StartAsync(yaml);
        foreach (var file in files)
        {
            await world.PutAsync(file);
            await world.WhenIdleAsync();
        }

        return world;
    }

    private static async Task<string> EndsAsync(World world) => string.Join(
        ", ", (await world.QueryAsync(Ends)).Select(row => row.Split('|')).Select(cells => $"{Path.GetFileNameWithoutExtension(cells[0])} {cells[1]} {cells[2]} {cells[3]}"));

    private static string Column(string row) => row.Split('|') is [var table, var column, var type] ? $"{table}.{column} {type}" : row;
}
