using System.Text;

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
        var names = Headers.Of(batch.Again());
        var columns = names.Select(name => Column(name, name, Text)).ToList();
        var seen = await ObserveAsync(table with { Columns = columns, OnError = OnError.Quarantine }, batch.Again(), cancellationToken);

        var standing = await warehouse.DescribeAsync(table.Name, cancellationToken);
        var flat = FlatTables.Of(table.Name, seen, _ => standing)[0];
        var typed = table with { Columns = [.. flat.Columns.Select(c => Column(c.Name, c.Path[0], c.Type))] };
        return [new LoadInput.Rows(new CsvRowSource(typed, batch, isInferred: true))];
    }

    private static async Task<ValueNode> ObserveAsync(TableDefinition texts, FileBatch batch, CancellationToken cancellationToken)
    {
        var source = new CsvRowSource(texts, batch, isInferred: true);
        var observers = await Task.WhenAll(Enumerable.Range(0, source.MaxReaders).Select(_ => Task.Run(
            () =>
            {
                var observer = new FieldObserver(texts.Columns!.Count);
                using var reader = source.OpenReader();
                while (reader.Read(observer) > 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                return observer;
            },
            cancellationToken)));

        var seen = new ValueNode();
        for (var index = 0; index < texts.Columns!.Count; index++)
        {
            // A column that is empty everywhere is text: its name is all that is known of it.
            var scalars = observers.Aggregate(Scalars.None, (all, observer) => all | observer.Seen[index]);
            seen.Member(Encoding.UTF8.GetBytes(texts.Columns[index].Name)).Scalars = scalars == Scalars.None ? Scalars.Text : scalars;
        }

        return seen;
    }

    private static ColumnDefinition Column(string name, string field, ColumnType type) =>
        new() { Name = name, Type = type, Path = ValuePath.OfColumn(field) };
}
