using Weir.Engine.Loads.Contracts;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>
/// Refuses files that break the contract of a table that takes the shape of its files. They are looked at one by one, in the order
/// in which they landed, each as if it came alone: which files are loaded together must not decide which are refused.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="observe">Looks at what stands in files.</param>
/// <param name="rowsOf">The rows of files for tables, one for one.</param>
internal sealed class InferredGate(
    TableDefinition table,
    Func<FileBatch, Task<ValueNode>> observe,
    Func<TableDefinition, FileBatch, IReadOnlyList<FlatTable>, IRowSource> rowsOf)
{
    private readonly SchemaContract _contract = table.SchemaContract;
    private readonly TableDefinition _table = table with { OnError = OnError.Quarantine };

    /// <param name="batch">The files.</param>
    /// <param name="seen">What stands in all of them.</param>
    /// <param name="standing">The tables as they stand.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What stands in the files that pass.</returns>
    public async Task<ValueNode> PassAsync(
        FileBatch batch, ValueNode seen, Func<string, TableShape?> standing, CancellationToken cancellationToken)
    {
        if (_contract is { Columns: not ColumnsContract.Freeze, Types: not TypesContract.Fail })
        {
            return seen;
        }

        var shapes = new KnownShapes(standing);
        if (shapes.Misses(FlatTables.Of(table.Name, SchemaContract.Inferred, seen, shapes.Find)) is not null)
        {
            return await PassOneByOneAsync(batch, shapes, cancellationToken);
        }

        if (_contract.Types == TypesContract.Fail)
        {
            var tables = FlatTables.Of(table.Name, _contract, seen, shapes.Find);
            await Trial.RunAsync(batch, files => rowsOf(_table, files, tables), cancellationToken);
        }

        return seen;
    }

    private async Task<ValueNode> PassOneByOneAsync(FileBatch batch, KnownShapes shapes, CancellationToken cancellationToken)
    {
        var passed = new ValueNode();
        foreach (var file in batch.Readable)
        {
            var alone = batch.Alone(file);
            var seen = await observe(alone);
            if (_contract.Columns == ColumnsContract.Freeze && shapes.Has(table.Name)
                && shapes.Lacks(FlatTables.Of(table.Name, SchemaContract.Inferred, seen, shapes.Find)) is { } foreign)
            {
                Trial.Refuse(batch, file, foreign, $"the file brings {foreign}, which the table {table.Name} lacks, and its columns are frozen");
                continue;
            }

            var tables = FlatTables.Of(table.Name, _contract, seen, shapes.Find);
            if (_contract.Types == TypesContract.Fail)
            {
                await Trial.RunAsync(alone, files => rowsOf(_table, files, tables), cancellationToken);
            }

            if (!file.IsRefused)
            {
                passed.Merge(seen);
                shapes.Add(tables);
            }
        }

        return passed;
    }
}
