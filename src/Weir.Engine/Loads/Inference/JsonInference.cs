using Weir.Engine.Loads.Contracts;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>
/// Loads JSON without declared columns: reads the files once for what stands in them, lays out the tables, and reads them
/// again for the rows of each, so that memory does not grow with the files.
/// </summary>
internal static class JsonInference
{
    public static async Task<IReadOnlyList<LoadInput>> OfAsync(
        TableDefinition table, FileBatch batch, IWarehouse warehouse, CancellationToken cancellationToken)
    {
        var seen = await ObserveAsync(table, batch, cancellationToken);
        var standing = await ShapesAsync(table.Name, seen, warehouse, cancellationToken);
        var gate = new InferredGate(
            table,
            files => ObserveAsync(table, files, cancellationToken),
            (readable, files, tables) => new FlatRowSource(readable, tables[0], tables[0], files, null, [.. tables.Skip(1)]));
        seen = await gate.PassAsync(batch, seen, standing.GetValueOrDefault, cancellationToken);
        var tables = FlatTables.Of(table.Name, table.SchemaContract, seen, standing.GetValueOrDefault);
        var records = tables[0];
        var merge = table.Merge;
        if (merge is not null)
        {
            (records, merge, var hasKey) = MergedShape.Of(table, records, standing.GetValueOrDefault(table.Name));
            tables = [records, .. tables.Skip(1)];
            if (!hasKey)
            {
                await Trial.ReadThroughAsync(new FlatRowSource(table, records, records, batch, null, []), cancellationToken);
                return [];
            }
        }

        var children = new ChildRefusals(batch);
        IReadOnlyList<FlatTable> checks = table.OnError == OnError.SkipFile ? [.. tables.Skip(1)] : [];
        return
            [
                .. tables.Select(flat => new LoadInput.Rows(flat.IsChild
                    ? new FlatRowSource(table, records, flat, batch.Again(), children, [])
                    : new FlatRowSource(table, records, flat, batch, null, checks), flat.IsChild ? null : merge)),
            ];
    }

    /// <summary>Looks at what stands in files.</summary>
    public static async Task<ValueNode> ObserveAsync(TableDefinition table, FileBatch batch, CancellationToken cancellationToken)
    {
        var again = batch.Again();
        var work = new WorkList(again.Tallies);
        var seen = await Task.WhenAll(Enumerable.Range(0, again.MaxReaders).Select(_ => Task.Run(
            () =>
            {
                using var reader = new ObservingReader(table, again, work);
                reader.Read(new DiscardingRowWriter());
                return reader.Seen;
            },
            cancellationToken)));
        foreach (var other in seen.Skip(1))
        {
            seen[0].Merge(other);
        }

        return seen[0];
    }

    private static async Task<Dictionary<string, TableShape?>> ShapesAsync(
        string table, ValueNode seen, IWarehouse warehouse, CancellationToken cancellationToken)
    {
        var shapes = new Dictionary<string, TableShape?>(StringComparer.OrdinalIgnoreCase);
        foreach (var flat in FlatTables.Of(table, SchemaContract.Inferred, seen, _ => null))
        {
            shapes[flat.Name] = await warehouse.DescribeAsync(flat.Name, cancellationToken);
        }

        return shapes;
    }
}
