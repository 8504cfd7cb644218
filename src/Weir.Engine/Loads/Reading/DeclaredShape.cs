using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Reading;

/// <summary>
/// The shape of a table with declared columns: those, and the number of the load that a row came with. Where rows replace one
/// another, their place in the file follows, which the stage has and the table has not.
/// </summary>
internal static class DeclaredShape
{
    /// <summary>The column of the stage that says where in its file a row stands.</summary>
    public const string Position = "_weir_position";

    /// <summary>The column that names a row's load.</summary>
    public const string LoadId = "_weir_load_id";

    public static TableShape Of(TableDefinition table) => new(
        table.Name,
        [
            .. table.Columns!.Select(column => new ShapeColumn(column.Name, column.Type) { RenamedFrom = column.RenamedFrom }),
            new ShapeColumn(LoadId, new ColumnType(ColumnKind.BigInt)),
            .. table.Merge is null ? (IEnumerable<ShapeColumn>)[] : [new ShapeColumn(Position, new ColumnType(ColumnKind.BigInt))],
        ])
    {
        KeepsTypes = table.SchemaContract.Types == TypesContract.Fail,
    };
}
