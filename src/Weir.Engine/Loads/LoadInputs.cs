using Weir.Engine.Loads.Contracts;
using Weir.Engine.Loads.Csv;
using Weir.Engine.Loads.Inference;
using Weir.Engine.Loads.Json;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads;

/// <summary>Chooses who reads the files of a load: by their format, and by whether the table declares its columns.</summary>
internal static class LoadInputs
{
    public static async Task<IReadOnlyList<LoadInput>> OfAsync(
        TableDefinition table, FileBatch batch, IWarehouse warehouse, CancellationToken cancellationToken)
    {
        var named = new FileColumns(table);
        if (named.Columns.Count == 0 || table.Format == FileFormat.Parquet)
        {
            return await OfContentsAsync(table, batch, warehouse, cancellationToken);
        }

        foreach (var file in batch.Readable)
        {
            if (named.Misfit(file.File) is var (column, reason))
            {
                Trial.Refuse(batch, file, column, reason, "WEIR6111");
            }
        }

        // The records' table comes first; child tables take nothing from names.
        var inputs = await OfContentsAsync(named.OfContents, batch, warehouse, cancellationToken);
        return
        [
            .. inputs.Take(1).OfType<LoadInput.Rows>().Select(rows =>
                rows with { Source = new RowsWithFileColumns(rows.Source, named, batch.Tallies.Select(tally => tally.File)) }),
            .. inputs.Skip(1),
        ];
    }

    private static async Task<IReadOnlyList<LoadInput>> OfContentsAsync(
        TableDefinition table, FileBatch batch, IWarehouse warehouse, CancellationToken cancellationToken)
    {
        switch (table)
        {
            case { Format: FileFormat.Parquet }:
                return [new LoadInput.Parquet(table, [.. batch.Tallies.Select(t => (t.File.Object, t.File.LoadId))])];
            case { Format: FileFormat.Json, Columns: null }:
                return await JsonInference.OfAsync(table, batch, warehouse, cancellationToken);
            case { Columns: null }:
                return await CsvInference.OfAsync(table, batch, warehouse, cancellationToken);
            default:
                await DeclaredGate.PassAsync(table, batch, files => FirstUnknownAsync(table, files, cancellationToken), RowsOf, cancellationToken);
                return [new LoadInput.Rows(RowsOf(table, batch), table.Merge)];
        }
    }

    private static IRowSource RowsOf(TableDefinition table, FileBatch batch) =>
        table.Format == FileFormat.Json ? new JsonRowSource(table, batch) : new CsvRowSource(table, batch);

    private static async Task<string?> FirstUnknownAsync(TableDefinition table, FileBatch batch, CancellationToken cancellationToken)
    {
        if (table.Format == FileFormat.Json)
        {
            return DeclaredMembers.Of(table).FirstUnknown(await JsonInference.ObserveAsync(table, batch, cancellationToken));
        }

        var known = table.Columns!.Select(column => column.Path.Steps is [PathStep.Member member, ..] ? member.Name : "")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Headers.Of(batch.Again()).Select(header => header.Field).FirstOrDefault(field => !known.Contains(field));
    }
}
