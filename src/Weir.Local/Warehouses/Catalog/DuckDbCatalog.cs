using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;

using Weir.Checks;
using Weir.DuckDb;
using Weir.Engine.Warehouses.Catalog;
using Weir.Failures;
using Weir.Local.Checks;

namespace Weir.Local.Warehouses.Catalog;

/// <summary>Looks at the tables of a DuckDB file.</summary>
/// <remarks>One of these is kept for as long as the file is open: it remembers what it counted.</remarks>
internal sealed class DuckDbCatalog(Func<DuckDbStore> store) : ITableCatalog
{
    private const int MostSchemaNotes = 1_000;

    private readonly LedgerTally _tally = new();
    private readonly ConcurrentDictionary<string, (long Rows, long Changes, long? Bytes)> _sizes = new(StringComparer.OrdinalIgnoreCase);

    public Task<IReadOnlyList<TableFacts>> ListTablesAsync(CancellationToken cancellationToken) =>
        store().ReadAsync<IReadOnlyList<TableFacts>>("looking at the tables", rental => Facts(rental, null).Facts, cancellationToken);

    public Task<TableDescription?> DescribeTableAsync(string table, CancellationToken cancellationToken) =>
        store().ReadAsync($"looking at {table}", rental => Describe(rental, table), cancellationToken);

    public Task<IReadOnlyList<TablePartition>> ListPartitionsAsync(string table, string? after, int limit, CancellationToken cancellationToken) =>
        store().ReadAsync<IReadOnlyList<TablePartition>>(
            $"looking at the files of {table}",
            rental => Rows.Read(
                rental,
                """
                SELECT partition, count(*), sum(rows)::BIGINT, sum(bytes)::BIGINT, max(last_load_id) FROM weir.parquet_files
                WHERE lower(table_name) = lower($1) AND ($2 IS NULL OR partition > $2) GROUP BY partition ORDER BY partition LIMIT $3
                """,
                row => new TablePartition(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
                table,
                after,
                limit),
            cancellationToken);

    public async Task<DbDataReader> ReadRowsAsync(string table, long? after, int limit, CancellationToken cancellationToken)
    {
        var rental = store().Rent();
        try
        {
            var form = FormOf(rental, table);
            var sql = form switch
            {
                TableForm.None => throw Empty(table),
                TableForm.Table => $"SELECT *, rowid AS \"_weir_place\" FROM {TableName.Quote(table)} WHERE rowid > $1 ORDER BY rowid LIMIT $2",
                _ => $"SELECT *, NULL::BIGINT AS \"_weir_place\" FROM {TableName.Quote(table)} WHERE $1 < 0 LIMIT $2",
            };
            var command = rental.Connection.CreateCommand(sql);
            command.Parameters.Add(new DuckDbParameter(after ?? -1));
            command.Parameters.Add(new DuckDbParameter(limit));
            return await command.ExecuteReaderAsync(CommandBehavior.CloseConnection, cancellationToken);
        }
        catch (DuckDbException error)
        {
            var told = rental.Translate(error, $"reading rows of {table}");
            rental.Dispose();
            throw told;
        }
        catch
        {
            rental.Dispose();
            throw;
        }
    }

    private static RefusedException Empty(string table) => new(new Failure(
        "WEIR6012",
        $"There is no table {table}, or nothing has been loaded into it yet.",
        "Put a file that its source takes, and let 'weir up' load it; 'weir loads' says how loads went."));

    private TableDescription? Describe(Rental rental, string table)
    {
        rental.Execute("BEGIN TRANSACTION READ ONLY");
        var (facts, results) = FactsIn(rental, table);
        if (facts is not [var own])
        {
            return null;
        }

        var (schema, name) = TableName.Split(table);
        return new TableDescription(
            own,
            Rows.Read(
                rental,
                """
                SELECT column_name, data_type FROM duckdb_columns()
                WHERE lower(schema_name) = lower($1) AND lower(table_name) = lower($2) AND database_name = current_database() ORDER BY column_index
                """,
                row => new CatalogColumn(row.GetString(0), row.GetString(1)),
                schema,
                name),
            Rows.Read(
                rental,
                $"""
                SELECT load_id, change, column_name, old_value, new_value, file, changed_at FROM weir.schema_history
                WHERE lower(table_name) = lower($1) ORDER BY changed_at DESC, rowid DESC LIMIT {MostSchemaNotes.ToString(CultureInfo.InvariantCulture)}
                """,
                row => new SchemaNote(
                    Rows.NumberOf(row, 0), row.GetString(1), Rows.TextOf(row, 2), Rows.TextOf(row, 3), Rows.TextOf(row, 4), Rows.TextOf(row, 5), row.GetFieldValue<DateTimeOffset>(6)),
                table),
            results)
        {
            Partitions = own.Form == TableForm.Parquet
                ? rental.Number("SELECT count(DISTINCT partition) FROM weir.parquet_files WHERE lower(table_name) = lower($1)", table)
                : 0,
        };
    }

    private (List<TableFacts> Facts, List<TestResult> Tests) Facts(Rental rental, string? only)
    {
        rental.Execute("BEGIN TRANSACTION READ ONLY");
        return FactsIn(rental, only);
    }

    private (List<TableFacts> Facts, List<TestResult> Tests) FactsIn(Rental rental, string? only)
    {
        var (tallies, tests) = _tally.Count(rental);
        var forms = Forms(rental, only);
        foreach (var loaded in tallies.Keys.Where(name => only is null || name.Equals(only, StringComparison.OrdinalIgnoreCase)))
        {
            forms.TryAdd(loaded, TableForm.None);
        }

        var lake = LakeSizes(rental);
        var rows = CountRows(rental, [.. forms.Where(table => table.Value == TableForm.Table).Select(table => table.Key)]);
        var last = LastLoads(rental, [.. tallies.Where(tally => forms.ContainsKey(tally.Key)).Select(tally => tally.Value.LastPlace)]);
        var results = Results(rental, [.. tests.Where(test => forms.ContainsKey(test.Key.Table)).Select(test => test.Value)]);
        var failing = results.Where(result => result.Outcome is TestOutcome.Failed or TestOutcome.Broken).ToLookup(result => result.Table, result => result.Test, StringComparer.OrdinalIgnoreCase);
        var facts = forms.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table =>
        {
            var tally = tallies.GetValueOrDefault(table.Key);
            var load = tally is null ? default : last.GetValueOrDefault(tally.LastPlace);
            var (count, bytes) = table.Value switch
            {
                TableForm.Table => (rows[table.Key], SizeOf(rental, table.Key, rows[table.Key], tally?.Loads ?? 0)),
                TableForm.Parquet => lake.GetValueOrDefault(table.Key, (0, 0)),
                _ => ((long?)null, (long?)null),
            };
            return new TableFacts(table.Key, table.Value, count, bytes)
            {
                Loads = tally?.Loads ?? 0,
                Quarantined = tally?.Quarantined ?? 0,
                LastLoadId = tally is null ? null : load.Id,
                LastLoadedAt = tally is null ? null : load.At,
                LastStatus = tally is null ? null : load.Status,
                FailingTests = [.. failing[table.Key]],
            };
        });
        return ([.. facts], results);
    }

    private static TableForm FormOf(Rental rental, string table) => Forms(rental, table).Values.SingleOrDefault();

    private static Dictionary<string, TableForm> Forms(Rental rental, string? only)
    {
        const string sql =
            """
            SELECT CASE WHEN there.schema_name = 'main' THEN there.name ELSE there.schema_name || '.' || there.name END AS name,
              CASE WHEN NOT there.is_view THEN 'Table' WHEN p.table_name IS NULL THEN 'View' ELSE 'Parquet' END AS form
            FROM (
              SELECT schema_name, table_name AS name, false AS is_view FROM duckdb_tables()
              WHERE database_name = current_database() AND NOT internal AND NOT temporary
              UNION ALL
              SELECT schema_name, view_name, true FROM duckdb_views() WHERE database_name = current_database() AND NOT internal AND NOT temporary) AS there
            LEFT JOIN weir.parquet_tables AS p
              ON lower(p.table_name) = lower(CASE WHEN there.schema_name = 'main' THEN there.name ELSE there.schema_name || '.' || there.name END)
            WHERE there.schema_name <> 'weir'
            """;
        var (schema, name) = only is null ? (null, null) : ((string?, string?))TableName.Split(only);
        return Rows.Read(
                rental,
                $"{sql} AND ($1 IS NULL OR (lower(there.schema_name) = lower($1) AND lower(there.name) = lower($2)))",
                row => (Name: row.GetString(0), Form: Enum.Parse<TableForm>(row.GetString(1))),
                schema,
                name)
            .ToDictionary(table => table.Name, table => table.Form, StringComparer.OrdinalIgnoreCase);
    }

    private static Dictionary<string, (long? Rows, long? Bytes)> LakeSizes(Rental rental) => Rows.Read(
            rental,
            "SELECT table_name, sum(rows)::BIGINT, sum(bytes)::BIGINT FROM weir.parquet_files GROUP BY table_name",
            row => (Name: row.GetString(0), Rows: (long?)row.GetInt64(1), Bytes: (long?)row.GetInt64(2)))
        .ToDictionary(table => table.Name, table => (table.Rows, table.Bytes), StringComparer.OrdinalIgnoreCase);

    /// <summary>DuckDB answers a bare count from what it notes of each block of rows, and reads none of them.</summary>
    private static Dictionary<string, long> CountRows(Rental rental, IReadOnlyList<string> tables) => tables.Count == 0
        ? []
        : Rows.Read(
                rental,
                string.Join(" UNION ALL ", tables.Select((table, at) => $"SELECT {at.ToString(CultureInfo.InvariantCulture)}, count(*) FROM {TableName.Quote(table)}")),
                row => (At: row.GetInt32(0), Rows: row.GetInt64(1)))
            .ToDictionary(table => tables[table.At], table => table.Rows, StringComparer.OrdinalIgnoreCase);

    /// <summary>Asked anew when something was loaded: it is a look at each block of each column.</summary>
    private long? SizeOf(Rental rental, string table, long rows, long changes)
    {
        if (_sizes.TryGetValue(table, out var known) && known is { Bytes: not null } && (known.Rows, known.Changes) == (rows, changes))
        {
            return known.Bytes;
        }

        var blocks = rental.Number($"SELECT count(DISTINCT block_id) FROM pragma_storage_info({DuckDbLiteral.Quote(TableName.Quote(table))}) WHERE persistent AND block_id >= 0");
        long? bytes = blocks == 0 ? null : blocks * rental.Number("SELECT block_size FROM pragma_database_size() LIMIT 1");
        _sizes[table] = (rows, changes, bytes);
        return bytes;
    }

    private static Dictionary<long, (long? Id, DateTimeOffset? At, string? Status)> LastLoads(Rental rental, long[] places) => places.Length == 0
        ? []
        : Rows.Read(
                rental,
                "SELECT rowid, load_id, loaded_at, status FROM weir.load_history WHERE rowid IN (SELECT unnest($1))",
                row => (Place: row.GetInt64(0), Id: (long?)row.GetInt64(1), At: (DateTimeOffset?)row.GetFieldValue<DateTimeOffset>(2), Status: (string?)row.GetString(3)),
                places)
            .ToDictionary(load => load.Place, load => (load.Id, load.At, load.Status));

    private static List<TestResult> Results(Rental rental, long[] places) => places.Length == 0
        ? []
        : Rows.Read(
            rental,
            """
            SELECT test, table_name, load_id, file, severity, outcome, rows_checked, rows_failing, samples, message, tested_at
            FROM weir.test_results WHERE rowid IN (SELECT unnest($1)) ORDER BY table_name, test
            """,
            row => new TestResult
            {
                Test = row.GetString(0),
                Table = row.GetString(1),
                LoadId = Rows.NumberOf(row, 2),
                File = Rows.TextOf(row, 3),
                Severity = Enum.Parse<TestSeverity>(row.GetString(4), ignoreCase: true),
                Outcome = Enum.Parse<TestOutcome>(row.GetString(5), ignoreCase: true),
                RowsChecked = row.GetInt64(6),
                RowsFailing = row.GetInt64(7),
                Samples = Rows.TextOf(row, 8) is { } samples ? JsonSerializer.Deserialize(samples, TestResultJson.Default.IReadOnlyListString) ?? [] : [],
                Message = Rows.TextOf(row, 9),
                TestedAt = row.GetFieldValue<DateTimeOffset>(10),
            },
            places);
}
