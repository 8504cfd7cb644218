
using Weir.Failures;
using Weir.Server.Operations;
using Weir.Server.Operations.Queries;

namespace Weir.Tests.Server.Data;

/// <summary>What a query can reach: the rows of tables and the files of buckets, and nothing else.</summary>
public class QueryWallTests
{
    private const string Project =
        """
        project: shop
        buckets: { raw: {} }
        tables: { orders: { source: raw/orders/**.json, columns: { id: bigint } } }
        """;

    /// <summary>BUCKET stands for the bucket's folder, PROJECT for the project's, OUT for a file that must not come to be.</summary>
    private static readonly string[] Hostile =
    [
        "INSERT INTO orders VALUES (1)",
        "UPDATE orders SET id = 2",
        "DELETE FROM orders",
        "TRUNCATE orders",
        "MERGE INTO orders USING orders AS o ON false WHEN NOT MATCHED THEN INSERT VALUES (1)",
        "DROP TABLE orders",
        "ALTER TABLE orders ADD COLUMN x INTEGER",
        "CREATE TABLE x AS SELECT 1",
        "CREATE TEMP TABLE x AS SELECT 1",
        "CREATE VIEW x AS SELECT 1",
        "CREATE MACRO x() AS 1",
        "CREATE SEQUENCE x",
        "CREATE SECRET s (TYPE http, EXTRA_HTTP_HEADERS MAP {'a': 'b'})",
        "SELECT nextval('weir.reconciliation_ids')",
        "COPY orders TO 'OUT'",
        "COPY (SELECT 1) TO 'OUT'",
        "EXPORT DATABASE 'OUT'",
        "IMPORT DATABASE 'BUCKET'",
        "ATTACH 'OUT' AS other",
        "ATTACH ':memory:' AS other",
        "ATTACH 'PROJECT/.weir/local/state.db' AS state (TYPE sqlite)",
        "DETACH warehouse",
        "USE memory",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "RESET allowed_directories",
        "SET VARIABLE x = 1",
        "PRAGMA enable_profiling",
        "PRAGMA database_list",
        "PRAGMA disable_optimizer",
        "CALL force_checkpoint()",
        "CHECKPOINT",
        "VACUUM",
        "BEGIN",
        "COMMIT",
        "ROLLBACK; DELETE FROM orders",
        "COMMIT; DROP TABLE orders",
        "SELECT 1; DELETE FROM orders",
        "PREPARE p AS DELETE FROM orders",
        "EXECUTE p",
        "",
        "-- nothing",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO 'OUT'",
        "explain (ANALYZE) COPY (SELECT 1) TO 'OUT'",
        "/**/ EXPLAIN /**/ ANALYZE COPY (SELECT 1) TO 'OUT'",
        "EXPLAIN ANALYZE (FORMAT json) COPY (SELECT 1) TO 'OUT'",
        "EXPLAIN (SELECT 1) COPY (SELECT 1) TO 'OUT'",
        "EXPLAIN COPY (SELECT 1) TO 'OUT'",
        "EXPLAIN ANALYZE SET threads = 1",
        "EXPLAIN ANALYZE PRAGMA threads = 1",
        "EXPLAIN ANALYZE CHECKPOINT",
        "EXPLAIN ANALYZE VACUUM",
        "EXPLAIN ANALYZE COMMIT",
        "EXPLAIN ANALYZE INSERT INTO orders VALUES (1)",
        "EXPLAIN ANALYZE CREATE TEMP TABLE x AS SELECT 1",
        "EXPLAIN ANALYZE FROM enable_logging(storage = 'file', storage_path = 'OUT')",
        "FROM enable_logging(storage = 'file', storage_path = 'OUT')",
        "FROM system.main.enable_logging(storage = 'file', storage_path = 'OUT')",
        "FROM \"ENABLE_LOGGING\"(storage = 'file', storage_path = 'OUT')",
        "SELECT (SELECT count(*) FROM enable_logging(storage = 'file', storage_path = 'OUT'))",
        "WITH x AS (FROM enable_logging(storage = 'file', storage_path = 'OUT')) FROM x",
        "FROM orders WHERE id IN (SELECT 1 FROM enable_logging(storage = 'file', storage_path = 'OUT'))",
        "FROM orders, LATERAL (FROM enable_logging(storage = 'file', storage_path = 'OUT'))",
        "SELECT 1 UNION ALL (SELECT 1 FROM enable_logging(storage = 'file', storage_path = 'OUT'))",
        "SELECT list_transform([1], x -> (SELECT count(*) FROM enable_logging(storage = 'file', storage_path = 'OUT')))",
        "PIVOT (FROM enable_logging(storage = 'file', storage_path = 'OUT')) ON x IN (1) USING count(*)",
        "DESCRIBE FROM enable_logging(storage = 'file', storage_path = 'OUT')",
        "SUMMARIZE FROM enable_logging(storage = 'file', storage_path = 'OUT')",
        "FROM query('FROM enable_logging(storage = ''file'', storage_path = ''OUT'')')",
        "FROM json_execute_serialized_sql(json_serialize_sql('FROM enable_logging(storage = ''file'', storage_path = ''OUT'')'))",
        "FROM enable_profiling(save_location = 'OUT')",
        "FROM enable_peg_parser()",
        "FROM checkpoint()",
        "FROM force_checkpoint()",
        "FROM truncate_duckdb_logs()",
        "FROM arrow_scan(NULL, NULL, NULL)",
        "FROM host_rows(0)",
        "FROM duckdb_secrets()",
        "FROM which_secret('s3://x', 's3')",
        "FROM duckdb_settings()",
        "FROM duckdb_logs()",
        "FROM read_duckdb('PROJECT/.weir/local/warehouse.db')",
        "SELECT getenv('HOME')",
        "FROM read_csv('/etc/passwd')",
        "FROM read_csv(['/etc/passwd'])",
        "FROM read_csv('/etc/pass*')",
        "FROM read_csv('file:///etc/passwd')",
        "FROM read_text('/etc/passwd')",
        "FROM read_text('BUCKET/../../../../.env')",
        "FROM read_text('BUCKET/orders/../../../../../.env')",
        "FROM read_text('PROJECT/.env')",
        "FROM read_text('.env')",
        "FROM read_text('~/.ssh/id_rsa')",
        "FROM read_blob('/proc/self/environ')",
        "FROM read_blob('PROJECT/.weir/local/state.db')",
        "FROM read_blob('PROJECT/.weir/local/credentials')",
        "FROM glob('/etc/*')",
        "FROM glob('PROJECT/**')",
        "FROM sniff_csv('/etc/passwd')",
        "FROM read_json('/etc/passwd')",
        "FROM read_ndjson_objects('/etc/passwd')",
        "FROM read_parquet('/etc/passwd')",
        "FROM parquet_metadata('/etc/passwd')",
        "FROM '/etc/passwd'",
        "FROM 'PROJECT/.env.csv'",
        "DESCRIBE '/etc/passwd'",
        "SUMMARIZE '/etc/passwd'",
        "FROM read_csv('https://example.com/x.csv')",
        "FROM read_parquet('s3://bucket/x.parquet')",
        "FROM read_json('http://169.254.169.254/latest/meta-data')",
        "FROM sqlite_scan('PROJECT/.weir/local/state.db', 'events')",
        "FROM postgres_scan('host=localhost', 'public', 'x')",
        "FROM iceberg_scan('/x')",
    ];

    private static readonly string[] Harmless =
    [
        "FROM orders",
        "SELECT count(*) FROM orders -- all of them",
        "WITH o AS MATERIALIZED (FROM orders) SELECT * FROM o JOIN range(3) AS r(n) ON o.id = r.n",
        "SELECT unnest([1, 2]), list_transform([1], x -> x + 1)",
        "FROM generate_series(1, 3)",
        "VALUES (1), (2)",
        "TABLE orders",
        "SHOW TABLES",
        "SHOW ALL TABLES",
        "DESCRIBE orders",
        "SUMMARIZE orders",
        "EXPLAIN FROM orders",
        "EXPLAIN ANALYZE FROM orders",
        "EXPLAIN (FORMAT json) SELECT 1",
        "PIVOT orders ON id IN (1) USING count(*)",
        "FROM read_json('BUCKET/orders/*.json')",
        "FROM 'BUCKET/orders/a.json'",
        "FROM read_text('BUCKET/orders/a.json')",
        "FROM glob('BUCKET/orders/*')",
        "FROM duckdb_columns()",
        "FROM histogram(orders, id)",
        "FROM weir.load_history",
        "SELECT 'FROM enable_logging()' AS text",
    ];

    [Fact]
    public async Task No_query_writes_changes_a_setting_or_reads_what_is_not_in_a_bucket()
    {
        await using var project = await OpenAsync();
        var (bucket, before) = (Path.Combine(project.Folder, ".weir/local/buckets/raw"), Files(project.Folder));
        var escaped = new List<string>();
        foreach (var sql in Hostile)
        {
            var target = Path.Combine(bucket, "orders", "out.csv");
            var asked = sql.Replace("BUCKET", bucket, StringComparison.Ordinal).Replace("PROJECT", project.Folder, StringComparison.Ordinal).Replace("OUT", target, StringComparison.Ordinal);
            try
            {
                var answer = await ResultTable.ReadAsync(await project.Data.Queries.QueryAsync(asked, QueryLimits.Page, default), default);
                escaped.Add($"{sql}: {answer.Rows.Count} rows");
            }
            catch (RefusedException refused)
            {
                Assert.StartsWith("WEIR601", refused.Failure.Code, StringComparison.Ordinal);
            }
        }

        Assert.Empty(escaped);
        Assert.Equal(before, Files(project.Folder));
        Assert.Equal("1", (await AskAsync(project, "SELECT count(*) FROM orders")).Rows[0][0].GetRawText());
    }

    [Fact]
    public async Task The_query_of_an_export_has_the_same_walls()
    {
        await using var project = await OpenAsync();
        foreach (var sql in new[] { "FROM read_csv('/etc/passwd')", "FROM enable_logging()", "SELECT * FROM (FROM query('SELECT 1'))", "FROM read_text('.env')", "FROM duckdb_settings()" })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => project.Operations.ExportAsync(new ExportOrder { Query = sql, To = "raw/out/x.csv" }, default));
            Assert.Contains(refused.Failure.Code, new[] { "WEIR6013", "WEIR6014" });
        }
    }

    [Fact]
    public async Task Queries_read_tables_and_files_of_buckets_in_every_way_that_people_write_them()
    {
        await using var project = await OpenAsync();
        var bucket = Path.Combine(project.Folder, ".weir/local/buckets/raw");

        foreach (var sql in Harmless)
        {
            Assert.NotEmpty((await AskAsync(project, sql.Replace("BUCKET", bucket, StringComparison.Ordinal))).Columns);
        }
    }

    [Fact]
    public async Task Every_function_of_the_engine_that_is_not_known_to_read_alone_is_refused()
    {
        await using var project = await OpenAsync();
        var all = (await AskAsync(project, "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'table' ORDER BY 1")).Rows.Select(row => row[0].GetString()!).ToList();
        var refused = new List<string>();
        foreach (var function in all)
        {
            var error = await Record.ExceptionAsync(() => AskAsync(project, $"FROM {function}()"));
            if (error is RefusedException { Failure.Code: "WEIR6014" })
            {
                refused.Add(function);
            }
        }

        string[] known = ["arrow_scan", "checkpoint", "disable_logging", "duckdb_secrets", "enable_logging", "enable_profiling", "force_checkpoint", "host_rows", "json_execute_serialized_sql", "query", "read_duckdb", "seq_scan"];
        Assert.Empty(known.Except(refused));
        Assert.True(all.Count - refused.Count <= 60, $"{all.Count - refused.Count} functions are let through.");
    }

    [Fact]
    public async Task A_query_that_is_nested_too_deeply_is_refused_and_breaks_nothing()
    {
        await using var project = await OpenAsync();

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => AskAsync(project, string.Concat(Enumerable.Repeat("SELECT * FROM (", 400)) + "SELECT 1" + new string(')', 400)));

        Assert.Equal("WEIR6010", refused.Failure.Code);
        Assert.Single((await AskAsync(project, "SELECT 1")).Rows);
    }

    [Fact]
    public async Task A_macro_of_the_project_may_be_asked_and_one_that_is_called_like_a_function_of_the_engine_opens_nothing()
    {
        await using var project = await OpenAsync();
        project.Session.Warehouse.Store.Use("making macros", rental =>
        {
            rental.Execute("CREATE MACRO small(most) AS TABLE FROM orders WHERE id < most");
            rental.Execute("CREATE MACRO enable_logging() AS TABLE SELECT 1");
            return 0;
        });

        Assert.Single((await AskAsync(project, "FROM small(10)")).Rows);
        Assert.Equal("WEIR6014", (await Assert.ThrowsAsync<RefusedException>(() => AskAsync(project, "FROM enable_logging()"))).Failure.Code);
    }

    private static Task<DataProject> OpenAsync() => DataProject.OpenAsync(Project, ("raw/orders/a.json", "{\"id\":1}"));

    private static async Task<ResultTable> AskAsync(DataProject project, string sql) =>
        await ResultTable.ReadAsync(await project.Data.Queries.QueryAsync(sql, QueryLimits.Page, default), default);

    private static List<string> Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".wal", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
