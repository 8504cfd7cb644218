using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>
/// Holds Parquet files to their table's contract, one by one in the order in which they landed, each as if it came alone.
/// </summary>
internal sealed class ParquetContract
{
    private const string Foreign = "WEIR6140";

    private readonly TableDefinition _table;
    private readonly Dictionary<string, ColumnType> _known;
    private bool _isOpen;

    /// <param name="table">The table.</param>
    /// <param name="standing">Its columns as they stand; none when there is no such table yet.</param>
    public ParquetContract(TableDefinition table, TableShape? standing)
    {
        _table = table;
        var own = standing?.Columns.Where(c => !c.Name.StartsWith("_weir_", StringComparison.OrdinalIgnoreCase)).ToList() ?? [];
        _known = own.ToDictionary(c => c.Name, c => c.Type, StringComparer.OrdinalIgnoreCase);
        _isOpen = own.Count == 0;
    }

    /// <summary>The file as it is to be loaded: with fewer columns, with the table's types, or refused.</summary>
    /// <param name="rental">A connection.</param>
    /// <param name="file">The file.</param>
    public ParquetFile Hold(Rental rental, ParquetFile file)
    {
        if (file.IsRefused)
        {
            return file;
        }

        var held = _table.Columns is null ? HoldInferred(file) : HoldDeclared(file);
        if (!held.IsRefused && _table.SchemaContract.Types == TypesContract.Fail && held.HasMisfitValues(rental))
        {
            return held.WithoutGoodRows();
        }

        if (!held.IsRefused && _table.Columns is null)
        {
            Learn(held);
        }

        return held;
    }

    private ParquetFile HoldDeclared(ParquetFile file) =>
        _table.SchemaContract.Columns == ColumnsContract.Freeze && file.Unread.Count > 0
            ? file.Refused(Foreign, $"the file has '{file.Unread[0]}', which the table {_table.Name} does not declare, and its columns are frozen")
            : file;

    private ParquetFile HoldInferred(ParquetFile file)
    {
        var foreign = file.Columns.FirstOrDefault(column => !_known.ContainsKey(column.Target.Name));
        if (foreign is not null && !_isOpen && _table.SchemaContract.Columns == ColumnsContract.Freeze)
        {
            return file.Refused(
                Foreign, $"the file brings the column '{foreign.Target.Name}', which the table {_table.Name} lacks, and its columns are frozen");
        }

        var isOpen = _isOpen || _table.SchemaContract.Columns == ColumnsContract.Evolve;
        return file.With([.. file.Columns.Where(column => isOpen || _known.ContainsKey(column.Target.Name)).Select(Typed)]);
    }

    private ParquetColumn Typed(ParquetColumn column) =>
        _table.SchemaContract.Types != TypesContract.Evolve && _known.TryGetValue(column.Target.Name, out var type)
            ? column with { Target = column.Target with { Type = type } }
            : column;

    private void Learn(ParquetFile file)
    {
        _isOpen &= file.Columns.Count == 0;
        foreach (var column in file.Columns)
        {
            _known.TryAdd(column.Target.Name, column.Target.Type);
        }
    }
}
