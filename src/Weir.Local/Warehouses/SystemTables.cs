using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>The tables of the schema <c>weir</c>.</summary>
internal static class SystemTables
{
    private static readonly ColumnType BigInt = new(ColumnKind.BigInt);
    private static readonly ColumnType Varchar = new(ColumnKind.Varchar);
    private static readonly ColumnType Instant = new(ColumnKind.TimestampTz);

    /// <summary>What became of every file, for ever.</summary>
    public static TableShape LoadHistory { get; } = new(
        "weir.load_history",
        [
            new("load_id", BigInt),
            new("table_name", Varchar),
            new("file", Varchar),
            new("etag", Varchar),
            new("size", BigInt),
            new("version", BigInt),
            new("status", Varchar),
            new("rows_parsed", BigInt),
            new("rows_loaded", BigInt),
            new("rows_quarantined", BigInt),
            new("first_error", Varchar),
            new("run_id", Varchar),
            new("project_revision", Varchar),
            new("landed_at", Instant),
            new("loaded_at", Instant),
            new("note", Varchar),
        ]);

    /// <summary>Rows refused, with the reason.</summary>
    public static TableShape Quarantine { get; } = new(
        "weir.quarantine",
        [
            new("load_id", BigInt),
            new("table_name", Varchar),
            new("file", Varchar),
            new("line", BigInt),
            new("row_index", BigInt),
            new("column_name", Varchar),
            new("code", Varchar),
            new("reason", Varchar),
            new("raw", Varchar),
            new("quarantined_at", Instant),
        ]);

    /// <summary>Every change of a table's schema.</summary>
    public static TableShape SchemaHistory { get; } = new(
        "weir.schema_history",
        [
            new("load_id", BigInt),
            new("table_name", Varchar),
            new("change", Varchar),
            new("column_name", Varchar),
            new("old_value", Varchar),
            new("new_value", Varchar),
            new("file", Varchar),
            new("changed_at", Instant),
        ]);

    /// <summary>The ledger's index: which contents are loaded, which versions have failed.</summary>
    public static TableShape LoadedFiles { get; } = new("weir.loaded_files", [new("identity", new(ColumnKind.Uuid)), new("load_id", BigInt)]);

    /// <summary>Of each table whose loads replace one another, the file whose rows it holds.</summary>
    public static TableShape StandingFiles { get; } = new(
        "weir.standing_files",
        [
            new("table_name", Varchar),
            new("load_id", BigInt),
            new("bucket", Varchar),
            new("key", Varchar),
            new("etag", Varchar),
            new("size", BigInt),
            new("version", BigInt),
            new("landed_at", Instant),
        ]);

    /// <summary>Of each table whose rows are merged, the newest version among its files.</summary>
    public static TableShape MergedTables { get; } = new("weir.merged_tables", [new("table_name", Varchar), new("newest", BigInt)]);

    /// <summary>Of each table whose history closes what a file lacks, the files that had all rows there were.</summary>
    public static TableShape Snapshots { get; } = new(
        "weir.snapshots", [new("table_name", Varchar), new("load_id", BigInt), new("version", BigInt)]);

    /// <summary>Of each table whose rows are merged, since when those are kept that others took the place of.</summary>
    public static TableShape KeptSince { get; } = new("weir.kept_since", [new("table_name", Varchar), new("since", Instant)]);

    /// <summary>How far backfills have come.</summary>
    public static TableShape Backfills { get; } = new(
        "weir.backfills",
        [
            new("backfill_id", new(ColumnKind.Uuid)),
            new("name", Varchar),
            new("started_at", Instant),
            new("pattern", BigInt),
            new("after_key", Varchar),
            new("files_found", BigInt),
            new("files_sent", BigInt),
            new("bytes_sent", BigInt),
            new("finished_at", Instant),
        ]);

    /// <summary>What every test said of every file, and of tables.</summary>
    public static TableShape TestResults { get; } = new(
        "weir.test_results",
        [
            new("test", Varchar),
            new("table_name", Varchar),
            new("load_id", BigInt),
            new("file", Varchar),
            new("severity", Varchar),
            new("outcome", Varchar),
            new("rows_checked", BigInt),
            new("rows_failing", BigInt),
            new("samples", new(ColumnKind.Json)),
            new("message", Varchar),
            new("tested_at", Instant),
        ]);

    /// <summary>The rows of files that were not published because they fail a test.</summary>
    public static TableShape FailedRows { get; } = new(
        "weir.failed_rows", [new("load_id", BigInt), new("table_name", Varchar), new("file", Varchar), new("row", new(ColumnKind.Json))]);

    /// <summary>The tables that have their rows in Parquet files, and how those are laid out.</summary>
    public static TableShape ParquetTables { get; } = new(
        "weir.parquet_tables",
        [new("table_name", Varchar), new("bucket", Varchar), new("prefix", Varchar), new("partition_by", Varchar), new("root", Varchar)]);

    /// <summary>The files of those tables.</summary>
    public static TableShape ParquetFiles { get; } = new(
        "weir.parquet_files",
        [
            new("table_name", Varchar),
            new("file", Varchar),
            new("partition", Varchar),
            new("rows", BigInt),
            new("bytes", BigInt),
            new("first_load_id", BigInt),
            new("last_load_id", BigInt),
            new("columns", BigInt),
            new("version", BigInt),
        ]);

    /// <summary>Of each table whose files replace partitions, which partitions each load had rows for.</summary>
    public static TableShape ParquetPartitions { get; } = new(
        "weir.parquet_partitions", [new("table_name", Varchar), new("partition", Varchar), new("load_id", BigInt)]);

    /// <summary>What every comparison of a source with its target found.</summary>
    public static TableShape Reconciliations { get; } = new(
        "weir.reconciliations",
        [
            new("reconciliation_id", BigInt),
            new("name", Varchar),
            new("outcome", Varchar),
            new("started_at", Instant),
            new("finished_at", Instant),
            new("source_rows", BigInt),
            new("target_rows", BigInt),
            new("missing_in_target", BigInt),
            new("missing_in_source", BigInt),
            new("differing", BigInt),
            new("duplicates", BigInt),
            new("verified_through", Varchar),
        ]);

    /// <summary>The keys that differed.</summary>
    public static TableShape ReconciliationDifferences { get; } = new(
        "weir.reconciliation_differences",
        [
            new("reconciliation_id", BigInt),
            new("name", Varchar),
            new("found_at", Instant),
            new("key", Varchar),
            new("difference", Varchar),
            new("columns", Varchar),
            new("source", Varchar),
            new("target", Varchar),
        ]);

    /// <summary>Of each reconciliation with a watermark, the value up to which both sides are the same.</summary>
    public static TableShape Verified { get; } = new("weir.verified", [new("name", Varchar), new("verified_through", Varchar), new("definition", Varchar)]);

    /// <summary>Events that are to reach the log of events, committed with what they tell of.</summary>
    public static TableShape Outbox { get; } = new(
        "weir.outbox",
        [new("event_id", new(ColumnKind.Uuid)), new("type", Varchar), new("happened_at", Instant), new("data", new(ColumnKind.Json))]);

    /// <summary>Makes what is missing.</summary>
    public static string Ddl { get; } =
        $"""
        CREATE SCHEMA IF NOT EXISTS weir;
        {Create(LoadHistory)};
        ALTER TABLE {LoadHistory.Table} ADD COLUMN IF NOT EXISTS note VARCHAR;
        {Create(Quarantine)};
        {Create(SchemaHistory)};
        {Create(LoadedFiles, ", PRIMARY KEY (identity)")};
        {Create(StandingFiles)};
        {Create(MergedTables)};
        {Create(Snapshots)};
        {Create(KeptSince)};
        {Create(Backfills)};
        {Create(TestResults)};
        {Create(FailedRows)};
        {Create(ParquetTables)};
        {Create(ParquetFiles)};
        ALTER TABLE {ParquetFiles.Table} ADD COLUMN IF NOT EXISTS version BIGINT;
        UPDATE {ParquetFiles.Table} AS f SET version = coalesce(
          (SELECT max(h.version) FROM {LoadHistory.Table} AS h
           WHERE h.table_name = f.table_name AND h.load_id BETWEEN f.first_load_id AND f.last_load_id), 0) WHERE version IS NULL;
        {Create(ParquetPartitions)};
        {Create(Reconciliations)};
        {Create(ReconciliationDifferences)};
        {Create(Verified)};
        ALTER TABLE {Verified.Table} ADD COLUMN IF NOT EXISTS definition VARCHAR;
        {Create(Outbox)};
        CREATE SEQUENCE IF NOT EXISTS weir.reconciliation_ids;
        """;

    private static string Create(TableShape shape, string constraint = "") =>
        $"CREATE TABLE IF NOT EXISTS {shape.Table} ({string.Join(", ", shape.Columns.Select(c => $"{c.Name} {ColumnTypes.SqlOf(c.Type)}"))}{constraint})";
}
