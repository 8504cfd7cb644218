using Weir.Buckets;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>What stands in the Parquet files of a load, found out before its transaction begins.</summary>
internal sealed class ParquetSurvey
{
    private static readonly ShapeColumn LoadIdColumn = new("_weir_load_id", new ColumnType(ColumnKind.BigInt));

    private ParquetSurvey(TableShape shape, IReadOnlyList<ParquetFile> files) => (Shape, Files) = (shape, files);

    /// <summary>The table's columns: the declared ones, or all that the files have.</summary>
    public TableShape Shape { get; }

    public IReadOnlyList<ParquetFile> Files { get; }

    public static ParquetSurvey Of(
        Rental rental, LoadInput.Parquet input, Func<StoredObject, string> pathOf, CancellationToken cancellationToken)
    {
        var files = new List<ParquetFile>();
        foreach (var (file, loadId) in input.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            files.Add(Look(rental, input.Table, loadId, pathOf(file)));
        }

        var columns = input.Table.Columns is { } declared
            ? declared.Select(c => new ShapeColumn(c.Name, c.Type))
            : Union(files.SelectMany(f => f.Columns).Select(c => new ShapeColumn(c.Target.Name, c.Target.Type)));
        return new ParquetSurvey(new TableShape(input.Table.Name, [.. columns, LoadIdColumn]), files);
    }

    private static ParquetFile Look(Rental rental, TableDefinition table, long loadId, string path)
    {
        try
        {
            var found = Describe(rental, path);
            return new ParquetFile(loadId, path, table.OnError, [.. ParquetColumns.Match(table.Columns, found)]);
        }
        catch (DuckDbException error) when (!DuckDbErrors.BreaksTheDatabase(error))
        {
            return ParquetFile.Unreadable(loadId, path, error.Message);
        }
    }

    private static List<ParquetSource> Describe(Rental rental, string path)
    {
        using var command = rental.Connection.CreateCommand();
        command.CommandText = $"DESCRIBE SELECT * FROM {ParquetFile.Read(path)}";
        using var reader = command.ExecuteReader();
        var columns = new List<ParquetSource>();
        while (reader.Read())
        {
            columns.Add(new ParquetSource(reader.GetString(0), reader.GetString(1)));
        }

        return columns;
    }

    /// <summary>One column for each name; where files disagree, the type that holds both, and text where none does.</summary>
    private static IEnumerable<ShapeColumn> Union(IEnumerable<ShapeColumn> columns) => columns
        .GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
        .Select(same => same.Aggregate((a, b) =>
            ColumnTypes.CanHold(a.Type, b.Type) ? a : ColumnTypes.CanHold(b.Type, a.Type) ? b : a with { Type = new(ColumnKind.Varchar) }));
}
