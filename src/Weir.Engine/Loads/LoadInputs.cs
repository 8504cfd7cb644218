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
        TableDefinition table, FileBatch batch, IWarehouse warehouse, CancellationToken cancellationToken) => table switch
        {
            { Format: FileFormat.Parquet } =>
                [new LoadInput.Parquet(table, [.. batch.Tallies.Select(t => (t.File.Object, t.File.LoadId))])],
            { Format: FileFormat.Json, Columns: not null } => [new LoadInput.Rows(new JsonRowSource(table, batch), table.Merge)],
            { Format: FileFormat.Json } => await JsonInference.OfAsync(table, batch, warehouse, cancellationToken),
            { Columns: not null } => [new LoadInput.Rows(new CsvRowSource(table, batch), table.Merge)],
            _ => await CsvInference.OfAsync(table, batch, warehouse, cancellationToken),
        };
}
