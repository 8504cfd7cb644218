using System.Text;

using Weir.Engine.Loads.Contracts;
using Weir.Engine.Loads.Csv;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>
/// Loads CSV without declared columns: the headers name the columns, a first reading finds types that hold every field, and
/// a second one makes the rows.
/// </summary>
internal static class CsvInference
{
    private static readonly ColumnType Text = new(ColumnKind.Varchar);

    public static async Task<IReadOnlyList<LoadInput>> OfAsync(
        TableDefinition table, FileBatch batch, IWarehouse warehouse, CancellationToken cancellationToken)
    {
        var standing = await warehouse.DescribeAsync(table.Name, cancellationToken);
        var gate = new InferredGate(
            table,
            files => ObserveAsync(table, Headers.Of(files.Again()), files.Again(), cancellationToken),
            (readable, files, tables) => RowsOf(readable, files, Headers.Of(files.Again()), tables[0]));
        var seen = await ObserveAsync(table, Headers.Of(batch.Again()), batch.Again(), cancellationToken);
        seen = await gate.PassAsync(batch, seen, _ => standing, cancellationToken);
        var flat = FlatTables.Of(table.Name, table.SchemaContract, seen, _ => standing)[0];
        if (table.Merge is null)
        {
            return [new LoadInput.Rows(RowsOf(table, batch, Headers.Of(batch.Again()), flat))];
        }

        var (records, merge, hasKey) = MergedShape.Of(table, flat, standing);
        var rows = RowsOf(table, batch, Headers.Of(batch.Again()), records);
        if (!hasKey)
        {
            await Trial.ReadThroughAsync(rows, cancellationToken);
            return [];
        }

        return [new LoadInput.Rows(rows, merge)];
    }

    private static CsvRowSource RowsOf(TableDefinition table, FileBatch batch, IReadOnlyList<HeaderColumn> headers, FlatTable flat)
    {
        var fields = headers.ToDictionary(header => header.Name, header => header.Field, StringComparer.OrdinalIgnoreCase);
        var columns = flat.Columns
            .Select(c => Column(c.Name, fields.GetValueOrDefault(c.Path[0].Name, c.Path[0].Name), c.Type) with { Nullable = !c.IsRequired })
            .ToList();
        return new CsvRowSource(table with { Columns = columns, Merge = flat.HasPositions ? table.Merge : null }, batch, flat.ShapeOfRecords);
    }

    private static async Task<ValueNode> ObserveAsync(
        TableDefinition table, IReadOnlyList<HeaderColumn> headers, FileBatch batch, CancellationToken cancellationToken)
    {
        IReadOnlyList<ColumnDefinition> columns = [.. headers.Select(header => Column(header.Name, header.Field, Text))];
        var texts = table with { Columns = columns, Merge = null, OnError = OnError.Quarantine };
        var source = new CsvRowSource(texts, batch, DeclaredShape.Of(texts));
        var observers = await Task.WhenAll(Enumerable.Range(0, source.MaxReaders).Select(_ => Task.Run(
            () =>
            {
                var observer = new FieldObserver(headers.Count);
                using var reader = source.OpenReader();
                while (reader.Read(observer) > 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                return observer;
            },
            cancellationToken)));

        var seen = new ValueNode();
        foreach (var (index, header) in headers.Index())
        {
            var node = seen.Member(Encoding.UTF8.GetBytes(header.Name), header.LoadId);
            foreach (var observer in observers)
            {
                node.Seen.Add(observer.Seen[index]);
            }

            if (node.Seen.Kinds == Scalars.None)
            {
                // A column that is empty everywhere is text: its name is all that is known of it.
                node.Seen.Note(Scalars.Text, header.LoadId);
            }
        }

        return seen;
    }

    private static ColumnDefinition Column(string name, string field, ColumnType type) =>
        new() { Name = name, Type = type, Path = ValuePath.OfColumn(field) };
}
