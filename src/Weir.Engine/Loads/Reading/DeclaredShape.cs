using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Reading;

/// <summary>The shape of a table with declared columns: those, and the number of the load that a row came with.</summary>
internal static class DeclaredShape
{
    /// <summary>The column that names a row's load.</summary>
    public const string LoadId = "_weir_load_id";

    public static TableShape Of(TableDefinition table) => new(
        table.Name,
        [
            .. table.Columns!.Select(column => new ShapeColumn(column.Name, column.Type)),
            new ShapeColumn(LoadId, new ColumnType(ColumnKind.BigInt)),
        ]);
}
