using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Local.Warehouses;

namespace Weir.Local.Exports;

/// <summary>Has DuckDB write rows to files, each export in one statement, and so from one moment.</summary>
/// <param name="store">The warehouse.</param>
/// <param name="folder">Where files are written; it is emptied when an environment is opened.</param>
internal sealed class DuckDbExporter(Func<DuckDbStore> store, string folder) : IExporter
{
    public Task<IExportedFiles> ExportAsync(ExportPlan plan, CancellationToken cancellationToken) =>
        Task.Run<IExportedFiles>(() => Export(plan, cancellationToken), cancellationToken);

    private ExportedFolder Export(ExportPlan plan, CancellationToken cancellationToken)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, $"export-{Path.GetRandomFileName()}")).FullName;
        var files = new ExportedFolder(own);
        try
        {
            using var rental = store().Rent();
            using var cancelling = cancellationToken.Register(rental.Connection.CreateCommand().Cancel);
            rental.Execute("SET TimeZone = 'UTC'");
            files.Rows = Copy(rental, plan, own);
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    private static long Copy(Rental rental, ExportPlan plan, string own)
    {
        var rows = RowsOf(rental, plan);
        try
        {
            // A line of its own: the query may end in a comment.
            using var copy = rental.Connection.CreateCommand(
                $"COPY ({rows}\n) TO {DuckDbLiteral.Quote(plan.PartitionBy.Count == 0 ? Path.Combine(own, "data") : own)} ({OptionsOf(plan)})");
            return copy.ExecuteNonQuery();
        }
        catch (DuckDbException error)
        {
            throw Told(rental, error);
        }
    }

    private static string RowsOf(Rental rental, ExportPlan plan)
    {
        if (plan.PartitionBy.Count > 0 && plan.Format is (ExportFormat.Json or ExportFormat.JsonLines or ExportFormat.JsonLinesGzip))
        {
            throw new RefusedException(new Failure(
                "WEIR6422", "JSON files cannot be parted by columns.", "Choose parquet or csv, or export each part by a query of its own."));
        }

        if (plan.Table is { } table && ShapeKeeper.Describe(rental, table) is null)
        {
            throw new RefusedException(new Failure(
                "WEIR6012",
                $"There is no table {table}, or nothing has been loaded into it yet.",
                "Put a file that its source takes, and let 'weir up' load it; 'weir loads' says how loads went."));
        }

        var rows = plan.Table is { } own
            ? $"SELECT COLUMNS(c -> NOT starts_with(c, '_weir_')) FROM {TableName.Quote(own)}"
            : plan.Query!;
        var columns = ColumnsOf(rental, rows);
        if (plan.PartitionBy.FirstOrDefault(column => !columns.Contains(column, StringComparer.OrdinalIgnoreCase)) is { } missing)
        {
            throw new RefusedException(new Failure(
                "WEIR6424", $"There is no column '{missing}' to part files by.", $"The rows have {string.Join(", ", columns)}."));
        }

        return plan.PartitionBy.Count == 0 || plan.PartitionBy.Count < columns.Count
            ? rows
            : throw new RefusedException(new Failure(
                "WEIR6424", "Files parted by all columns would have none.", "Leave out one of the columns, or add another to the rows."));
    }

    /// <summary>The names of what a query gives; it is made sure that it is one query, and changes nothing.</summary>
    private static List<string> ColumnsOf(Rental rental, string sql)
    {
        try
        {
            var isAdmitted = QueryWall.Admits(rental, sql);
            using var query = rental.Connection.CreateCommand(sql);
            if (!query.IsQuery() || !isAdmitted)
            {
                throw new RefusedException(new Failure(
                    "WEIR6421", "The SQL is not one query: it changes something, or it is several statements.", "Export one SELECT."));
            }

            using var none = rental.Connection.CreateCommand($"SELECT * FROM ({sql}\n) LIMIT 0");
            using var reader = none.ExecuteReader();
            return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        }
        catch (DuckDbException error)
        {
            throw Told(rental, error);
        }
    }

    private static Exception Told(Rental rental, DuckDbException error) => rental.Translate(error, "writing rows to files") switch
    {
        UnavailableException unavailable => unavailable,
        _ => new RefusedException(
            DuckDbErrors.WhyOutside(error) ?? new Failure("WEIR6421", $"The rows cannot be exported: {error.Message}", "Correct the SQL; 'weir query' tries it."), error),
    };

    private static string OptionsOf(ExportPlan plan)
    {
        var format = plan.Format switch
        {
            ExportFormat.Csv => "FORMAT csv, HEADER true",
            ExportFormat.CsvGzip => "FORMAT csv, HEADER true, COMPRESSION gzip",
            ExportFormat.Tsv => "FORMAT csv, HEADER true, DELIMITER '\t'",
            ExportFormat.Json => "FORMAT json, ARRAY true",
            ExportFormat.JsonLines => "FORMAT json",
            ExportFormat.JsonLinesGzip => "FORMAT json, COMPRESSION gzip",
            _ => "FORMAT parquet, COMPRESSION zstd",
        };
        return plan.PartitionBy.Count == 0
            ? format
            : $"{format}, PARTITION_BY ({string.Join(", ", plan.PartitionBy.Select(DuckDbIdentifier.Quote))})";
    }
}
