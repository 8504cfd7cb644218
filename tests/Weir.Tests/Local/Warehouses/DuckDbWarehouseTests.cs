using System.Data.Common;

using Weir.Buckets;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Loads;
using Weir.Local.Lake;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Tests.Local.Warehouses;

public sealed class DuckDbWarehouseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-warehouse-").FullName;
    private readonly DuckDbStore _store;
    private readonly DuckDbWarehouse _warehouse;

    public DuckDbWarehouseTests()
    {
        _store = DuckDbStore.Open(Path.Combine(_folder, "warehouse.db"));
        _warehouse = new DuckDbWarehouse(_store, Lakes.Open(_store, (_, _, _) => throw new NotSupportedException()), file => Path.Combine(_folder, file.Location), TimeProvider.System);
    }

    public void Dispose()
    {
        _warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Staged_rows_are_seen_by_nobody_until_they_are_published()
    {
        await using var load = await _warehouse.StageAsync([Numbers("t", 5_000)], default);
        await using var readerBefore = await Query("SELECT count(*) FROM duckdb_tables() WHERE table_name = 't'");
        Assert.Equal(0L, await ScalarOf(readerBefore));

        await load.PublishAsync(new([Record("t", 1, "raw/a.json")], []), default);

        await using var readerAfter = await Query("SELECT count(*) + sum(n)::BIGINT FROM t");
        Assert.Equal(5_000L + 12_497_500L, await ScalarOf(readerAfter));
    }

    [Fact]
    public async Task A_load_that_is_not_published_leaves_no_trace_and_lets_the_next_one_in()
    {
        await using (await _warehouse.StageAsync([Numbers("t", 10)], default))
        {
        }

        Assert.Null(await _warehouse.DescribeAsync("t", default));
        await using var load = await _warehouse.StageAsync([Numbers("t", 1)], default);
        await load.PublishAsync(new([Record("t", 1, "raw/a.json")], []), default);
        Assert.NotNull(await _warehouse.DescribeAsync("t", default));
    }

    [Fact]
    public async Task A_published_file_is_found_by_its_content_and_a_failed_one_by_its_version()
    {
        var good = Record("t", 1, "raw/good.json");
        var bad = Record("t", 2, "raw/bad.json") with { Status = LoadStatus.LoadFailed };
        await using (var load = await _warehouse.StageAsync([Numbers("t", 1)], default))
        {
            await load.PublishAsync(new([good, bad], []), default);
        }

        var goodAgain = good.File with { Version = 99 };
        var badAgain = bad.File with { Version = 99 };
        var found = await _warehouse.FindLoadedAsync("t", [good.File, goodAgain, bad.File, badAgain], default);
        Assert.Equal([good.File, bad.File, goodAgain], found.OrderBy(f => f.Version));
        Assert.Empty(await _warehouse.FindLoadedAsync("other", [good.File], default));
        Assert.Equal(3L, await _warehouse.TakeLoadIdsAsync(10, default));
        Assert.Equal(13L, await _warehouse.TakeLoadIdsAsync(1, default));
    }

    [Fact]
    public async Task A_table_grows_columns_and_widens_types_and_keeps_its_rows()
    {
        await Publish(new TableShape("t", [new("n", new(ColumnKind.BigInt))]), 1, (rows, row, n) => rows.SetInt64(0, row, n));
        await Publish(
            new TableShape("t", [new("N", new(ColumnKind.Varchar)), new("extra", new(ColumnKind.Boolean))]),
            2,
            (rows, row, n) =>
            {
                rows.SetText(0, row, "x"u8);
                rows.SetBoolean(1, row, true);
            });

        var shape = await _warehouse.DescribeAsync("T", default);
        Assert.Equal(["n varchar", "extra boolean"], shape!.Columns.Select(c => $"{c.Name} {c.Type}"));
        await using var reader = await Query("SELECT string_agg(n, ',' ORDER BY n) FROM t");
        Assert.Equal("0,x", await ScalarOf(reader));
    }

    [Fact]
    public async Task A_column_that_cannot_be_widened_is_refused_and_changes_nothing()
    {
        await Publish(new TableShape("t", [new("n", new(ColumnKind.Boolean))]), 1, (rows, row, n) => rows.SetNull(0, row));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Publish(
            new TableShape("t", [new("fresh", new(ColumnKind.BigInt)), new("n", new(ColumnKind.BigInt))]), 2, (_, _, _) => { }));

        Assert.Equal("WEIR6003", refused.Failure.Code);
        Assert.Single((await _warehouse.DescribeAsync("t", default))!.Columns);
    }

    [Theory]
    [InlineData("select")]
    [InlineData("a\"b; DROP TABLE x; --")]
    [InlineData("größe 表")]
    [InlineData("other schema.order lines")]
    public async Task Any_name_is_a_table(string name)
    {
        var shape = new TableShape(name, [new("group", new(ColumnKind.BigInt)), new("x\"y", new(ColumnKind.Varchar))]);
        await Publish(shape, 1, (rows, row, n) =>
        {
            rows.SetInt64(0, row, n);
            rows.SetText(1, row, "v"u8);
        });

        Assert.Equal(shape.Columns, (await _warehouse.DescribeAsync(name, default))!.Columns);
    }

    [Fact]
    public async Task Quarantined_rows_and_history_are_published_with_the_load()
    {
        await using (var load = await _warehouse.StageAsync([Numbers("t", 1)], default))
        {
            await load.PublishAsync(
                new(
                    [Record("t", 7, "raw/a.json")],
                    [new QuarantinedRow(7, 3, 2, "n", "WEIR6101", "'x' is not a number", "{\"n\":\"x\"}")]),
                default);
        }

        await using var reader = await Query(
            "SELECT h.file || q.line || q.reason || h.status FROM weir.quarantine q JOIN weir.load_history h USING (load_id)");
        Assert.Equal("raw/a.json3'x' is not a numberLOADED", await ScalarOf(reader));
    }

    [Fact]
    public async Task A_checkpoint_waits_until_nothing_was_loaded_for_a_while()
    {
        var clock = new Clock();
        using var warehouse = new DuckDbWarehouse(_store, Lakes.Open(_store, (_, _, _) => throw new NotSupportedException()), file => file.Location, clock);
        var text = new string('x', 400);
        var wide = new RecordRows<int>(
            new TableShape("t", [new("note", new(ColumnKind.Varchar))]),
            Enumerable.Range(0, 60_000),
            (rows, row, n) => rows.SetText(0, row, $"{n}{text}"));
        clock.Passed = TimeSpan.FromHours(1);
        await using (var load = await warehouse.StageAsync([new LoadInput.Rows(wide)], default))
        {
            clock.Passed += TimeSpan.FromSeconds(10);
            await load.PublishAsync(new([Record("t", 1, "raw/a.json")], []), default);
        }

        var logged = _store.LogSize;
        Assert.True(logged > 16 << 20, $"The log has {logged} bytes.");
        clock.Passed += TimeSpan.FromMilliseconds(500);
        Assert.False(await warehouse.CheckpointWhenIdleAsync(default));
        clock.Passed += TimeSpan.FromSeconds(2);
        Assert.True(await warehouse.CheckpointWhenIdleAsync(default));
        Assert.True(_store.LogSize < logged);
    }

    [Fact]
    public async Task A_wrong_query_says_why()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Query("SELECT * FROM nowhere"));

        Assert.Equal("WEIR6010", refused.Failure.Code);
        Assert.Contains("nowhere", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP TABLE t")]
    [InlineData("DELETE FROM weir.load_history")]
    [InlineData("INSERT INTO t VALUES (1, 1)")]
    [InlineData("SET memory_limit = '1MB'")]
    [InlineData("SELECT 1; DROP TABLE t")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("COMMIT")]
    [InlineData("COPY t TO 'out.csv'")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM t")]
    [InlineData("PRAGMA memory_limit = '1MB'")]
    public async Task A_query_changes_nothing(string sql)
    {
        await using (var load = await _warehouse.StageAsync([Numbers("t", 3)], default))
        {
            await load.PublishAsync(new([Record("t", 1, "raw/a.json")], []), default);
        }

        var refused = await Assert.ThrowsAsync<RefusedException>(async () =>
        {
            await using var reader = await Query(sql);
            while (await reader.ReadAsync())
            {
            }
        });

        Assert.Contains(refused.Failure.Code, (string[])["WEIR6010", "WEIR6011"]);
        await using var after = await Query("SELECT (SELECT count(*) FROM t) + (SELECT count(*) FROM weir.load_history)");
        Assert.Equal(4L, await ScalarOf(after));
        Assert.False(File.Exists("out.csv"));
    }

    [Theory]
    [InlineData("SHOW ALL TABLES")]
    [InlineData("DESCRIBE weir.load_history")]
    [InlineData("SUMMARIZE weir.load_history")]
    [InlineData("FROM weir.load_history")]
    [InlineData("WITH x AS (SELECT 1) SELECT * FROM x")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("VALUES (1)")]
    [InlineData("SELECT 1;")]
    public async Task A_question_is_a_query(string sql)
    {
        await using var reader = await Query(sql);
    }

    private static LoadInput.Rows Numbers(string table, int count) => new(new RecordRows<int>(
        new TableShape(table, [new("n", new(ColumnKind.BigInt))]),
        Enumerable.Range(0, count),
        (rows, row, n) => rows.SetInt64(0, row, n)));

    private static LoadRecord Record(string table, long loadId, string file) => new()
    {
        LoadId = loadId,
        Table = table,
        File = new StoredObject
        {
            Name = new ObjectName(file.Split('/')[0], file.Split('/', 2)[1]),
            ETag = $"etag of {file}",
            Size = 10,
            Version = loadId,
            LandedAt = DateTimeOffset.UnixEpoch,
            Location = "",
        },
        Status = LoadStatus.Loaded,
        RowsParsed = 1,
        RowsLoaded = 1,
        RowsQuarantined = 0,
        ProjectRevision = "r1",
        LoadedAt = DateTimeOffset.UnixEpoch,
    };

    private async Task Publish(TableShape shape, long loadId, Action<RowWriter, int, int> write)
    {
        await using var load = await _warehouse.StageAsync(
            [new LoadInput.Rows(new RecordRows<int>(shape, [0], write))], default);
        await load.PublishAsync(new([Record(shape.Table, loadId, $"raw/{loadId}")], []), default);
    }

    private Task<DbDataReader> Query(string sql) => new DuckDbQueries(_store, []).QueryAsync(sql, default);

    private static async Task<object?> ScalarOf(DbDataReader reader) => await reader.ReadAsync() ? reader.GetValue(0) : null;

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
