using Weir.Buckets;
using Weir.DuckDb;
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
            files.Add(named.Misfit(load) is var (_, reason) ? found.Refused("WEIR6111", reason) : found);
        }

        var shape = table.Columns is not null
            ? DeclaredShape.Of(table)
            : new TableShape(table.Name, [.. ParquetUnion.Of(files, standing), LoadIdColumn]);
        var others = named.Columns.Where(own => !shape.Columns.Any(c => c.Name.Equals(own.Name, StringComparison.OrdinalIgnoreCase)));
        shape = shape with { Columns = [.. shape.Columns, .. others] };
        return new ParquetSurvey(shape, input.Table.Merge, files);
    }

    /// <summary>Brings the table into shape and inserts what fits, within the open transaction.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="prepare">Brings a table into shape, and says what takes its rows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IEnumerable<StagedFile> Insert(
        Rental rental, Func<TableShape, RowTarget> prepare, CancellationToken cancellationToken)
    {
        var into = prepare(_shape);
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
                IReadOnlyList<ParquetColumn> columns = [.. ParquetColumns.Match(table.Columns, found)];
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
