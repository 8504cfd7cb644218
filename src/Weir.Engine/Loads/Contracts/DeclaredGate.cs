using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Contracts;

/// <summary>Refuses files that break the contract of a table that declares its columns.</summary>
internal static class DeclaredGate
{
    /// <param name="table">The table.</param>
    /// <param name="batch">Its files.</param>
    /// <param name="namesOf">The names that a file's rows have, in whatever case.</param>
    /// <param name="rowsOf">The rows of files, one for one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task PassAsync(
        TableDefinition table,
        FileBatch batch,
        Func<FileBatch, Task<IEnumerable<string>>> namesOf,
        Func<TableDefinition, FileBatch, IRowSource> rowsOf,
        CancellationToken cancellationToken)
    {
        if (table.SchemaContract.Columns == ColumnsContract.Freeze)
        {
            var known = table.Columns!.Where(column => column.Path is { FromRow: true, Steps: [PathStep.Member, ..] } || table.Rows is null)
                .Select(column => column.Path.Steps is [PathStep.Member member, ..] ? member.Name : "")
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var file in batch.Readable)
            {
                if ((await namesOf(batch.Alone(file))).FirstOrDefault(name => !known.Contains(name)) is { } name)
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
