using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Contracts;

/// <summary>Refuses files that break the contract of a table that declares its columns.</summary>
internal static class DeclaredGate
{
    /// <param name="table">The table.</param>
    /// <param name="batch">Its files.</param>
    /// <param name="firstUnknown">The first of what stands in files' rows that the table does not declare.</param>
    /// <param name="rowsOf">The rows of files, one for one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task PassAsync(
        TableDefinition table,
        FileBatch batch,
        Func<FileBatch, Task<string?>> firstUnknown,
        Func<TableDefinition, FileBatch, IRowSource> rowsOf,
        CancellationToken cancellationToken)
    {
        if (table.SchemaContract.Columns == ColumnsContract.Freeze)
        {
            foreach (var file in batch.Readable)
            {
                if (await firstUnknown(batch.Alone(file)) is { } name)
                {
                    Trial.Refuse(batch, file, name, $"the file has '{name}', which the table {table.Name} does not declare, and its columns are frozen");
                }
            }
        }

        if (table.SchemaContract.Types == TypesContract.Fail)
        {
            await Trial.RunAsync(batch, files => rowsOf(table with { OnError = OnError.Quarantine }, files), cancellationToken);
        }
    }
}
