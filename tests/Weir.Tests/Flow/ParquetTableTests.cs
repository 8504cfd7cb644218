namespace Weir.Tests.Flow;

/// <summary>Parquet files become rows; rows that do not fit, and files that cannot be read, are in the quarantine with the reason.</summary>
public sealed class ParquetTableTests
{
    private const string Inferred =
        """
        project: parquet
        buckets:
          raw: {}
        tables:
          t:
            source: raw/**.parquet
        """;

    private const string Declared = Inferred +
        """

            columns:
              id:   { type: integer, nullable: false }
              name: { type: varchar }
              day:  { type: date }
        """;

    private const string Counts =
        "SELECT file[5:-9], status, rows_parsed, rows_loaded, rows_quarantined FROM weir.load_history ORDER BY file";

    [Fact]
    public async Task A_file_with_damaged_pages_is_quarantined_and_its_neighbours_load()
    {
        await using var world = await World.StartAsync(Inferred);
        var good = await ParquetAsync(world, "SELECT range AS id, 'name ' || range AS name FROM range(1000)");
        var damaged = good.ToArray();
        damaged.AsSpan(4, good.Length / 2).Fill(0xff);

        await world.PutAsync(("raw/a.parquet", good), ("raw/b.parquet", damaged), ("raw/c.parquet", damaged), ("raw/d.parquet", good));
        await world.WhenIdleAsync();

        Assert.Empty(world.Recorder.Failed);
        Assert.Equal(
            ["a|LOADED|1000|1000|0", "b|LOAD_FAILED|1|0|1", "c|LOAD_FAILED|1|0|1", "d|LOADED|1000|1000|0"],
            await world.QueryAsync(Counts));
        Assert.Equal(["2000"], await world.QueryAsync("SELECT count(*) FROM t"));
        Assert.Equal(
            ["raw/b.parquet||WEIR6005|true", "raw/c.parquet||WEIR6005|true"],
            await world.QueryAsync(
                """
                SELECT q.file, line, code, (reason = first_error AND starts_with(reason, 'it cannot be read as Parquet: '))::VARCHAR
                FROM weir.quarantine q JOIN weir.load_history USING (load_id) ORDER BY ALL
                """));
    }

    [Fact]
    public async Task Rows_that_do_not_fit_are_quarantined_as_they_stand()
    {
        await using var world = await World.StartAsync(Declared);
        var file = await ParquetAsync(
            world,
            """
            SELECT * FROM (VALUES (1::BIGINT, 'a', '2026-01-01', [1]), (NULL, 'b', '2026-01-02', NULL), (3, 'c', 'it''s soon', [3]),
              (9999999999, 'd', NULL, []), (5, NULL, NULL, [5, 6])) AS v(id, name, day, list)
            """);

        await world.PutAsync(("raw/a.parquet", file));
        await world.WhenIdleAsync();

        Assert.Equal(["1|a|2026-01-01", "5||"], await world.QueryAsync("SELECT id, name, day::VARCHAR FROM t ORDER BY id"));
        Assert.Equal(["a|PARTIALLY_LOADED|5|2|3"], await world.QueryAsync(Counts));
        Assert.Equal(
            [
                "1||id|WEIR6006|a required value is missing|{\"id\":null,\"name\":\"b\",\"day\":\"2026-01-02\",\"list\":null}",
                "2||day|WEIR6006|'it's soon' is not date|{\"id\":3,\"name\":\"c\",\"day\":\"it's soon\",\"list\":[3]}",
                "3||id|WEIR6006|'9999999999' is not integer|{\"id\":9999999999,\"name\":\"d\",\"day\":null,\"list\":[]}",
            ],
            await world.QueryAsync("SELECT row_index, line, column_name, code, reason, raw FROM weir.quarantine ORDER BY row_index"));
        Assert.Equal(["row 1, column id: a required value is missing"], await world.QueryAsync("SELECT first_error FROM weir.load_history"));
    }

    [Fact]
    public async Task A_file_to_be_skipped_gives_nothing_when_one_row_does_not_fit()
    {
        await using var world = await World.StartAsync(Declared + "\n    on_error: skip_file\n");

        await world.PutAsync(
            ("raw/good.parquet", await ParquetAsync(world, "SELECT 1 AS id, 'x' AS name, NULL::DATE AS day")),
            ("raw/bad.parquet", await ParquetAsync(world, "SELECT nullif(range, 7) AS id, 'x' AS name, NULL::DATE AS day FROM range(10)")));
        await world.WhenIdleAsync();

        Assert.Equal(["bad|LOAD_FAILED|10|0|1", "good|LOADED|1|1|0"], await world.QueryAsync(Counts));
        Assert.Equal(["1"], await world.QueryAsync("SELECT id FROM t"));
    }

    [Fact]
    public async Task Any_number_of_rows_may_be_refused_and_their_texts_are_cut()
    {
        await using var world = await World.StartAsync(Declared);

        await world.PutAsync(
            ("raw/many.parquet", await ParquetAsync(world, "SELECT NULL::INTEGER AS id, repeat('x', 1000) AS name FROM range(100000)")),
            ("raw/long.parquet", await ParquetAsync(world, "SELECT NULL::INTEGER AS id, repeat('x', 1000000) AS name")));
        await world.WhenIdleAsync();

        Assert.Equal(["long|LOAD_FAILED|1|0|1", "many|LOAD_FAILED|100000|0|100000"], await world.QueryAsync(Counts));
        Assert.Equal(
            ["raw/long.parquet|1|65536", "raw/many.parquet|100000|1021"],
            await world.QueryAsync("SELECT file, count(DISTINCT row_index), max(length(raw)) FROM weir.quarantine GROUP BY 1 ORDER BY 1"));
    }

    [Fact]
    public async Task A_column_of_any_type_and_name_loads()
    {
        await using var world = await World.StartAsync(Inferred);
        var file = await ParquetAsync(
            world,
            """
            SELECT 1 AS "select", 2 AS "a""b'; DROP TABLE t; --", 3 AS file_row_number, 4 AS _weir_load_id, 5 AS filename, 'NaN'::DOUBLE AS nan,
              255::UTINYINT AS u8, 18446744073709551615::UBIGINT AS u64, 1.5::DECIMAL(38, 10) AS dec, '\x00\xFF'::BLOB AS bytes,
              INTERVAL 3 DAYS AS span, TIME '12:00' AS at, TIMESTAMP_NS '2026-01-01 00:00:00.123456789' AS ns,
              {a: [1, 2], b: {c: 'x'}} AS nested, MAP {'k': 1} AS map, uuid() AS id, true AS flag, 'x'::ENUM ('x', 'y') AS choice
            """);

        await world.PutAsync(("raw/a.parquet", file));
        await world.WhenIdleAsync();

        Assert.Empty(world.Recorder.Failed);
        Assert.Equal(["a|LOADED|1|1|0"], await world.QueryAsync(Counts));
        Assert.Equal(
            ["1|2|3|4|5|255|18446744073709551615|1.5000000000|{\"a\":[1,2],\"b\":{\"c\":\"x\"}}|{\"k\":1}|x"],
            await world.QueryAsync(
                """
                SELECT "select", "a""b'; DROP TABLE t; --", file_row_number, __weir_load_id, filename, u8, u64, dec::VARCHAR, nested, map, choice FROM t
                """));
    }

    [Fact]
    public async Task Misfits_beside_a_column_that_bears_the_row_numbers_name_are_refused()
    {
        await using var world = await World.StartAsync(Declared);

        await world.PutAsync(("raw/a.parquet", await ParquetAsync(world, "SELECT NULL::INTEGER AS id, 'n' AS name, 'x' AS file_row_number")));
        await world.WhenIdleAsync();

        Assert.Equal(["a|LOAD_FAILED|1|0|1"], await world.QueryAsync(Counts));
        Assert.Equal(["a required value is missing"], await world.QueryAsync("SELECT reason FROM weir.quarantine"));
    }

    [Fact]
    public async Task A_name_that_looks_like_a_pattern_is_one_file()
    {
        await using var world = await World.StartAsync(Inferred.Replace("raw: {}", "raw: { path: ./in }", StringComparison.Ordinal), watches: false);

        await world.PutAsync(
            ("raw/a.parquet", await ParquetAsync(world, "SELECT 1 AS n")),
            ("raw/*.parquet", await ParquetAsync(world, "SELECT 2 AS n")),
            ("raw/[a].parquet", await ParquetAsync(world, "SELECT 3 AS n")),
            ("raw/?.parquet", await ParquetAsync(world, "SELECT 4 AS n")),
            ("raw/**/x.parquet", await ParquetAsync(world, "SELECT 5 AS n")));
        await world.WhenIdleAsync();

        Assert.Equal(
            ["raw/**/x.parquet|5", "raw/*.parquet|2", "raw/?.parquet|4", "raw/[a].parquet|3", "raw/a.parquet|1"],
            await world.QueryAsync("SELECT file, n FROM t JOIN weir.load_history ON load_id = _weir_load_id ORDER BY file"));
    }

    /// <summary>Whatever is damaged, the file ends in the table or in the quarantine, and the next one loads.</summary>
    [Fact]
    public async Task A_file_damaged_anywhere_ends_one_way_or_the_other()
    {
        await using var world = await World.StartAsync(Inferred);
        var random = new Random(11);
        var tries = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1" ? 2000 : 60;
        var sound = new List<byte[]>();
        foreach (var options in (string[])["COMPRESSION snappy", "COMPRESSION zstd", "COMPRESSION uncompressed", "COMPRESSION gzip, PARQUET_VERSION v2"])
        {
            sound.Add(await ParquetAsync(
                world, "SELECT range AS id, 'name ' || range % 7 AS name, [range] AS list, {a: range * 0.5} AS s FROM range(500)", options));
        }

        for (var n = 0; n < tries; n++)
        {
            var damaged = sound[n % sound.Count].ToArray();
            for (var flips = random.Next(1, 8); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            await world.PutAsync(($"raw/{n}.parquet", damaged));
        }

        await world.WhenIdleAsync();
        await world.PutAsync(("raw/good.parquet", sound[0]));
        await world.WhenIdleAsync();

        Assert.DoesNotContain(world.Recorder.Failed, failed => failed.Failure.Code != "WEIR6003");
        Assert.Equal(["LOADED|500"], await world.QueryAsync("SELECT status, rows_loaded FROM weir.load_history WHERE file = 'raw/good.parquet'"));
        Assert.Empty(await world.QueryAsync(
            """
            SELECT file FROM weir.load_history h WHERE rows_parsed <> rows_loaded + rows_quarantined
              OR rows_loaded <> (SELECT count(*) FROM t WHERE _weir_load_id = load_id)
              OR rows_quarantined <> (SELECT count(*) FROM weir.quarantine q WHERE q.load_id = h.load_id)
            """));
    }

    private static async Task<byte[]> ParquetAsync(World world, string select, string options = "COMPRESSION snappy")
    {
        var path = Path.Combine(world.Folder, $"{Guid.CreateVersion7()}.made");
        world.Execute($"COPY ({select}) TO '{path}' (FORMAT parquet, {options})");
        return await File.ReadAllBytesAsync(path);
    }
}
