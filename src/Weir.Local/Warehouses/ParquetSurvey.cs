using Weir.Buckets;
using Weir.DuckDb;
using Weir.Engine.Loads.Inference;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>What stands in the Parquet files of a load, found out before its transaction begins.</summary>
internal sealed class ParquetSurvey
{
    /// <summary>In this column DuckDB numbers the rows of a file, unless the file has a column of that name itself.</summary>
    private const string RowNumber = "file_row_number";

    private static readonly ShapeColumn LoadIdColumn = new(DeclaredShape.LoadId, new ColumnType(ColumnKind.BigInt));

    private readonly TableShape _shape;
    private readonly MergeDefinition? _merge;

    private ParquetSurvey(TableShape shape, MergeDefinition? merge, IReadOnlyList<ParquetFile> files) =>
        (_shape, _merge, Files) = (shape, merge, files);

    public IReadOnlyList<ParquetFile> Files { get; }

    public static ParquetSurvey Of(
        Rental rental,
        LoadInput.Parquet input,
        ParquetDamage damage,
        Func<StoredObject, string> pathOf,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var files = new List<ParquetFile>();
        var standing = ShapeKeeper.Describe(rental, input.Table.Name);
        var named = new FileColumns(input.Table);
        var table = named.OfContents;
        var contract = new ParquetContract(table, standing);
        foreach (var (file, loadId) in input.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var load = new LoadFile(file, loadId);
            var origin = new ParquetOrigin(loadId, table.Name, file, pathOf(file), now) { Constants = [.. named.Columns.Zip(named.ValuesOf(load))] };
            var found = Look(rental, table, origin, damage, contract);
            files.Add(
                named.Misfit(load) is var (_, reason) ? found.Refused("WEIR6111", reason)
                : MissingKey(table, found, named) is { } key ? found.Refused("WEIR6114", $"the file has no column '{key}', which is part of the primary key")
                : found);
        }

        var shape = table.Columns is not null
            ? DeclaredShape.Of(table)
            : new TableShape(table.Name, [.. ParquetUnion.Of(files, standing), LoadIdColumn]);
        var others = named.Columns.Where(own => !shape.Columns.Any(c => c.Name.Equals(own.Name, StringComparison.OrdinalIgnoreCase)));
        shape = shape with { Columns = [.. shape.Columns, .. others] };
        if (table is { Columns: null, Merge: { } merge })
        {
            // What these files lack and the table has is compared, and asked for by conditions, all the same.
            var old = standing?.Columns.Where(c => !IsOwn(c.Name) && ShapePlan.Find(shape, c.Name) is null) ?? [];
            shape = shape with { Columns = [.. shape.Columns, .. old, new ShapeColumn(DeclaredShape.Position, LoadIdColumn.Type)] };
            return new ParquetSurvey(shape, MergedShape.Known(merge, shape.Columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)), files);
        }

        return new ParquetSurvey(shape, input.Table.Merge, files);
    }

    private static bool IsOwn(string column) => column.StartsWith("_weir_", StringComparison.OrdinalIgnoreCase);

    /// <summary>Of the columns that tell rows apart, one that a file should have and has not.</summary>
    private static string? MissingKey(TableDefinition table, ParquetFile file, FileColumns named) =>
        table.Columns is not null || file.IsRefused ? null : table.Merge?.PrimaryKey.FirstOrDefault(key =>
            !file.Columns.Any(c => c.Target.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
            && !named.Columns.Any(c => c.Name.Equals(key, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Brings the table into shape and inserts what fits, within the open transaction.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="prepare">Brings a table into shape, and says what takes its rows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IEnumerable<StagedFile> Insert(
        Rental rental, Func<TableShape, MergeDefinition?, RowTarget> prepare, CancellationToken cancellationToken)
    {
        // Without the key's columns no row fits, and there is no table yet to be brought into shape.
        var hasKey = _merge?.PrimaryKey.All(key => ShapePlan.Find(_shape, key) is not null) != false;
        RowTarget into = hasKey ? prepare(_shape, _merge) : new RowTarget.Table(rental, TableName.Quote(_shape.Table));
        foreach (var file in Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return file.Insert(rental, into, withNumbers: _merge is not null);
        }
    }

    /// <summary>The same, with what is known of damaged files by now.</summary>
    public ParquetSurvey With(ParquetDamage damage) =>
        new(_shape, _merge, [.. Files.Select(file => damage.Of(file.Origin.Object) is { } why ? file.Damaged(why) : file)]);

    private static ParquetFile Look(
        Rental rental, TableDefinition table, ParquetOrigin origin, ParquetDamage damage, ParquetContract contract)
    {
        try
        {
            if (damage.Of(origin.Object) is null)
            {
                var found = Describe(rental, origin);
                var isHidden = found.Exists(source => source.Name.Equals(RowNumber, StringComparison.OrdinalIgnoreCase));
                IReadOnlyList<ParquetColumn> columns = [.. ParquetColumns.Match(table.Columns, found, table.Merge?.PrimaryKey ?? [])];
                var read = columns.Select(column => column.Source?.Name).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
                return contract.Hold(rental, new ParquetFile(origin, table.OnError, columns, isHidden ? "NULL" : RowNumber)
                {
                    Unread = [.. found.Select(source => source.Name).Where(name => !read.Contains(name))],
                });
            }
        }
        catch (DuckDbException error) when (DuckDbErrors.MayTellOfAFile(error))
        {
            damage.Add(origin.Object, error.Message);
        }

        return new ParquetFile(origin, table.OnError, [], "NULL").Damaged(damage.Of(origin.Object)!);
    }

    private static List<ParquetSource> Describe(Rental rental, ParquetOrigin origin)
    {
        using var command = rental.Connection.CreateCommand();
        command.CommandText = $"DESCRIBE SELECT * FROM {origin.Rows}";
        using var reader = command.ExecuteReader();
        var columns = new List<ParquetSource>();
        while (reader.Read())
        {
            columns.Add(new ParquetSource(reader.GetString(0), reader.GetString(1)));
        }

        return columns;
    }
}
