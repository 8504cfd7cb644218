using System.Globalization;

using Weir.Buckets;
using Weir.Engine.Warehouses.Catalog;
using Weir.Failures;
using Weir.Server.Operations.Tables;

namespace Weir.Tests.Server.Data;

/// <summary>What people see of tables, loads and refused rows.</summary>
public class TableReadsTests
{
    private const string Project =
        """
        project: shop
        buckets: { raw: {}, lake: {} }
        tables:
          orders:
            source: raw/orders/**.json
            columns:
              id: { type: bigint, nullable: false }
              name: { type: varchar }
            tests:
              - accepted_range: { column: id, max: 100 }
          events:
            source: raw/events/**.json
          sales:
            source: raw/sales/**.csv
            columns: { year: { type: integer }, amount: { type: integer } }
            storage: { parquet: lake/sales, partition_by: [year] }
          idle:
            source: raw/idle/**.json
            columns: { a: bigint }
        """;

    [Fact]
    public async Task Tables_are_listed_with_their_rows_their_last_load_and_what_they_refused()
    {
        await using var project = await DataProject.OpenAsync(
            Project,
            ("raw/orders/a.json", "[{\"id\":1,\"name\":\"a\"},{\"id\":\"x\"},{\"id\":2}]"),
            ("raw/orders/b.json", "[{\"id\":3}]"),
            ("raw/events/a.json", "[{\"kind\":\"k\",\"items\":[{\"n\":1},{\"n\":2}]}]"),
            ("raw/sales/a.csv", "year,amount\n2023,1\n2024,2\n2024,3\n"));

        var tables = await project.Data.Tables.ListTablesAsync(default);

        Assert.Equal(["events", "events__items", "idle", "orders", "sales"], tables.Select(table => table.Table));
        var orders = tables[3];
        Assert.Equal(("table", true, 3L, 2L, 1L, 0, "LOADED"), (orders.Form, orders.Declared, orders.Rows, orders.Loads, orders.Quarantined, orders.FailingTests, orders.LastStatus));
        Assert.Equal(("parquet", 3L), (tables[4].Form, tables[4].Rows));
        Assert.True(tables[4].Bytes > 0);
        Assert.Equal(("table", false, 2L, 0L), (tables[1].Form, tables[1].Declared, tables[1].Rows, tables[1].Loads));
        Assert.Equal(("empty", true, 0L, null), (tables[2].Form, tables[2].Declared, tables[2].Rows, tables[2].LastLoadId));
    }

    [Fact]
    public async Task What_is_loaded_after_a_look_is_counted_at_the_next_one()
    {
        await using var project = await DataProject.OpenAsync(Project, ("raw/orders/a.json", "[{\"id\":1},{\"id\":null}]"));
        var catalog = project.Session.Warehouse.Catalog;
        Assert.Equal((1L, 1L, 1L), await CountsAsync());

        var load = Assert.Single((await project.Operations.ListLoadsAsync(new LoadFilter(), default)).Items);
        await project.Operations.UnloadAsync(load.LoadId, isDryRun: false, default);
        Assert.Equal((0L, 1L, 1L), await CountsAsync());
        Assert.Equal("UNLOADED", Assert.Single(await catalog.ListTablesAsync(default), table => table.Name == "orders").LastStatus);

        await project.LoadAsync(("raw/orders/b.json", "[{\"id\":7},{\"id\":8}]"));
        Assert.Equal((2L, 2L, 1L), await CountsAsync());

        async Task<(long?, long, long)> CountsAsync() =>
            (await project.Data.Tables.ListTablesAsync(default)).Where(table => table.Table == "orders").Select(table => (table.Rows, table.Loads, table.Quarantined)).Single();
    }

    [Fact]
    public async Task One_table_has_its_columns_its_tests_and_which_load_added_what()
    {
        await using var project = await DataProject.OpenAsync(
            Project,
            ("raw/orders/a.json", "[{\"id\":1,\"name\":\"a\"}]"),
            ("raw/orders/b.json", "[{\"id\":1000}]"),
            ("raw/events/a.json", "[{\"kind\":\"k\"}]"));
        await project.LoadAsync(("raw/events/b.json", "[{\"kind\":\"k\",\"size\":1}]"));

        var orders = await project.Data.Tables.ShowTableAsync("orders", default);
        var events = await project.Data.Tables.ShowTableAsync("EVENTS", default);

        Assert.Equal(["raw/orders/**.json"], orders.Sources);
        Assert.Equal("append", orders.WriteDisposition);
        Assert.Equal([("id", "BIGINT", false), ("name", "VARCHAR", true)], orders.Columns.Take(2).Select(column => (column.Name, column.Type, column.Nullable!.Value)));
        var test = Assert.Single(orders.Tests);
        Assert.Equal(("FAILED", 1L), (test.Outcome, test.RowsFailing));
        Assert.Equal(1, orders.Table.FailingTests);
        var size = Assert.Single(events.Columns, column => column.Name == "size");
        var note = Assert.Single(events.SchemaHistory, change => change.Column == "size");
        Assert.Equal(note.LoadId, size.LoadId);
        Assert.Equal("raw/events/b.json", note.File);
        Assert.Equal("raw/events/b.json", (await project.Data.Loads.ShowLoadAsync(note.LoadId!.Value, default)).Load.File);
    }

    [Fact]
    public async Task A_table_that_nothing_was_loaded_into_shows_what_is_declared_and_one_that_is_unknown_is_said_to_be()
    {
        await using var project = await DataProject.OpenAsync(Project);

        var idle = await project.Data.Tables.ShowTableAsync("idle", default);
        var unknown = await Assert.ThrowsAsync<RefusedException>(() => project.Data.Tables.ShowTableAsync("ordrs", default));

        Assert.Equal(("empty", "a", "bigint"), (idle.Table.Form, idle.Columns[0].Name, idle.Columns[0].Type));
        Assert.Equal(("WEIR7011", "Did you mean 'orders'?"), (unknown.Failure.Code, unknown.Failure.Hint));
        Assert.Equal("WEIR6012", (await Assert.ThrowsAsync<RefusedException>(() => project.Data.Loads.ListRowsAsync("idle", null, 10, default))).Failure.Code);
        Assert.Empty((await project.Data.Tables.ListPartitionsAsync("idle", null, 10, default)).Items);
        foreach (var table in new[] { "ordrs", "../..", ".orders", "orders.", "or\0ders", "" })
        {
            Assert.Equal("WEIR7011", (await Assert.ThrowsAsync<RefusedException>(() => project.Data.Loads.ListRowsAsync(table, null, 10, default))).Failure.Code);
            Assert.Equal("WEIR7011", (await Assert.ThrowsAsync<RefusedException>(() => project.Data.Tables.ListPartitionsAsync(table, null, 10, default))).Failure.Code);
        }
    }

    [Fact]
    public async Task Rows_come_page_by_page_and_each_leads_to_its_load()
    {
        var rows = string.Join(",", Enumerable.Range(0, 25).Select(id => $"{{\"id\":{id},\"name\":\"n {id}\"}}"));
        await using var project = await DataProject.OpenAsync(Project, ("raw/orders/a.json", $"[{rows}]"), ("raw/sales/a.csv", "year,amount\n2023,1\n2024,2\n"));

        var (all, after) = (new List<long>(), (string?)null);
        do
        {
            var page = await project.Data.Loads.ListRowsAsync("orders", after, 10, default);
            Assert.Equal("_weir_load_id", page.Columns[2].Name);
            Assert.All(page.Items, row => Assert.Equal(page.Columns.Count, row.GetArrayLength()));
            all.AddRange(page.Items.Select(row => row[0].GetInt64()));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(id => (long)id), all.Order());
        var exact = await project.Data.Loads.ListRowsAsync("orders", null, 25, default);
        Assert.Equal((25, null), (exact.Items.Count, exact.Next));
        Assert.Equal(2, (await project.Data.Loads.ListRowsAsync("sales", null, 10, default)).Items.Count);
        Assert.Null((await project.Data.Tables.ListPartitionsAsync("sales", null, 2, default)).Next);
        var partitions = await project.Data.Tables.ListPartitionsAsync("sales", null, 1, default);
        Assert.Equal(("year=2023", 1L, 1L), (partitions.Items[0].Name, partitions.Items[0].Rows, partitions.Items[0].Files));
        Assert.Equal("year=2024", Assert.Single((await project.Data.Tables.ListPartitionsAsync("sales", partitions.Next, 10, default)).Items).Name);
        Assert.Equal("WEIR7480", (await Assert.ThrowsAsync<RefusedException>(() => project.Data.Loads.ListRowsAsync("orders", "1-2", 10, default))).Failure.Code);
    }

    [Fact]
    public async Task Loads_are_found_by_table_status_and_file_and_refused_rows_page_by_page()
    {
        await using var project = await DataProject.OpenAsync(
            Project,
            ("raw/orders/a.json", "[{\"id\":1},{\"id\":\"x\"},{\"id\":\"y\"}]"),
            ("raw/events/a.json", "[{\"kind\":\"k\"}]"),
            ("raw/orders/bad.json", "[{\"id\":\"z\"}]"));

        Assert.Equal(["raw/orders/bad.json", "raw/orders/a.json"], (await Loads(new LoadFilter { Table = "orders" })).Select(load => load.File));
        Assert.Equal(["raw/orders/bad.json"], (await Loads(new LoadFilter { Status = "LOAD_FAILED" })).Select(load => load.File));
        Assert.Equal(["raw/orders/bad.json"], (await Loads(new LoadFilter { File = "BAD" })).Select(load => load.File));
        var first = await project.Operations.ListLoadsAsync(new LoadFilter { Limit = 1 }, default);
        Assert.Equal(2, (await Loads(new LoadFilter { Before = long.Parse(first.Next!, CultureInfo.InvariantCulture) })).Count);

        var (raws, after) = (new List<string>(), (string?)null);
        do
        {
            var page = await project.Operations.ListQuarantineAsync("orders", null, 2, after, default);
            raws.AddRange(page.Items.Select(row => row.Raw));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["{\"id\":\"z\"}", "{\"id\":\"x\"}", "{\"id\":\"y\"}"], raws);
        var partly = (await Loads(new LoadFilter { File = "orders/a" }))[0];
        Assert.Equal(2, (await project.Operations.ListQuarantineAsync(null, partly.LoadId, 10, null, default)).Items.Count);

        async Task<IReadOnlyList<Weir.Server.Operations.ListedLoad>> Loads(LoadFilter filter) => (await project.Operations.ListLoadsAsync(filter, default)).Items;
    }

    [Fact]
    public async Task A_table_of_which_nothing_fits_is_told_from_one_that_never_was()
    {
        await using var project = await DataProject.OpenAsync(Project, ("raw/orders/a.json", "[{\"id\":1}]"), ("raw/events/a.json", "[{\"kind\":\"k\",\"items\":[{\"n\":1}]}]"));
        project.Write("weir.yaml", "project: shop\nbuckets: { raw: {}, lake: {} }\ntables: { idle: { source: raw/idle/**.json } }\n");
        await project.RunAsync("validate");

        foreach (var table in new[] { "idle", "orders", "events__items" })
        {
            Assert.Empty((await project.Operations.ListLoadsAsync(new() { Table = table, Status = "LOAD_FAILED" }, default)).Items);
            Assert.Empty((await project.Operations.ListQuarantineAsync(table, null, 10, null, default)).Items);
        }

        Assert.Equal("WEIR7011", (await Assert.ThrowsAsync<RefusedException>(() => project.Operations.ListLoadsAsync(new() { Table = "nowhere" }, default))).Failure.Code);
        Assert.Equal("WEIR7011", (await Assert.ThrowsAsync<RefusedException>(() => project.Operations.ListQuarantineAsync("nowhere", null, 10, null, default))).Failure.Code);
    }

    [Fact]
    public async Task What_loads_came_to_is_summed_by_hour_and_by_day()
    {
        await using var project = await DataProject.OpenAsync(
            Project, ("raw/orders/a.json", "[{\"id\":1},{\"id\":\"x\"}]"), ("raw/orders/bad.json", "[{\"id\":\"z\"}]"), ("raw/events/a.json", "[{\"kind\":\"k\"}]"));

        foreach (var span in Enum.GetValues<LoadSpan>())
        {
            var series = await project.Data.Loads.SumLoadsAsync("orders", span, default);
            Assert.Equal((2L, 1L, 2L, 1L), (series.Sums.Sum(sum => sum.Loads), series.Sums.Sum(sum => sum.RowsLoaded), series.Sums.Sum(sum => sum.RowsQuarantined), series.Sums.Sum(sum => sum.Failed)));
            Assert.All(series.Sums, sum => Assert.InRange(sum.From, series.Since, series.Until));
        }

        Assert.Equal(3L, (await project.Data.Loads.SumLoadsAsync(null, LoadSpan.Day, default)).Sums.Sum(sum => sum.Loads));
    }

    [Fact]
    public async Task A_mended_file_takes_the_place_of_the_rows_that_were_loaded_of_it()
    {
        await using var project = await DataProject.OpenAsync(Project, ("raw/orders/a.json", "[{\"id\":1},{\"id\":\"x\"}]"));
        var load = Assert.Single((await project.Operations.ListLoadsAsync(new LoadFilter(), default)).Items);
        Assert.Equal(("same", true, false, true), await StandAsync());

        var mended = await project.Data.Mending.MendAsync(load.LoadId, () => new MemoryStream("[{\"id\":1},{\"id\":2}]"u8.ToArray()), default);
        Assert.Equal(("orders/a.json", 1L), (mended.File.Key, mended.RowsRemoved));
        Assert.Equal(("changed", false, false, false), await StandAsync());
        await project.LoadAsync();

        Assert.Equal("n\n2\n", await project.RunAsync("query", "SELECT count(*) AS n FROM orders WHERE id < 3", "-f", "csv"));
        Assert.Equal(["LOADED", "UNLOADED"], (await project.Operations.ListLoadsAsync(new LoadFilter(), default)).Items.Select(each => each.Status));

        async Task<(string, bool, bool, bool)> StandAsync() =>
            await project.Data.Loads.ShowLoadAsync(load.LoadId, default) is var shown ? (shown.FileStands, shown.CanUnload, shown.CanReload, shown.UnloadsFirst) : default;
    }

    [Fact]
    public async Task What_a_kill_left_of_mending_lands_once_and_only_where_the_rows_went()
    {
        await using var project = await DataProject.OpenAsync(Project, ("raw/orders/a.json", "[{\"id\":1},{\"id\":\"x\"}]"), ("raw/orders/b.json", "[{\"id\":5},{\"id\":\"x\"}]"));
        var loads = (await project.Operations.ListLoadsAsync(new LoadFilter(), default)).Items.ToDictionary(load => load.File, load => load.LoadId);
        var (first, second) = (loads["raw/orders/a.json"], loads["raw/orders/b.json"]);
        await LeaveAsync(first, "orders/a.json");
        await LeaveAsync(second, "orders/b.json");
        await project.RunAsync("unload", $"{first}");

        await project.LoadAsync();
        await LeaveAsync(first, "orders/a.json");
        await project.LoadAsync();

        Assert.Equal("id\n1\n2\n5\n", await project.RunAsync("query", "SELECT id FROM orders ORDER BY id", "-f", "csv"));
        Assert.Empty(project.Session.Local.Uploads.List("raw"));

        async Task LeaveAsync(long load, string key)
        {
            var upload = await project.Session.Local.Uploads.BeginAsync(new ObjectName("raw", key), $"{{\"mends\":{load}}}", default);
            await project.Session.Local.UploadParts.WriteAsync(upload, 1, new MemoryStream("[{\"id\":1},{\"id\":2}]"u8.ToArray()), () => null, default);
        }
    }
}
