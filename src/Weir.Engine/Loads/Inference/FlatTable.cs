using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>One of the tables that documents are flattened into: the records', or that of an array within them.</summary>
/// <param name="Name">The table.</param>
/// <param name="Route">How its rows are reached from the record, an array for each; empty for the records themselves.</param>
/// <param name="Columns">The columns that come from the documents.</param>
internal sealed record FlatTable(string Name, IReadOnlyList<IReadOnlyList<MemberName>> Route, IReadOnlyList<FlatColumn> Columns)
{
    /// <summary>Names a row, for the rows of child tables to refer to.</summary>
    public const string Id = "_weir_id";

    /// <summary>The row that a child's row belongs to.</summary>
    public const string ParentId = "_weir_parent_id";

    /// <summary>A child's row's place in its array, counted from zero.</summary>
    public const string ListIndex = "_weir_list_idx";

    public bool IsChild => Route.Count > 0;

    /// <summary>Whether its rows come with their place in the file: they are merged.</summary>
    public bool HasPositions { get; init; }

    /// <summary>The table as the warehouse is to have it when no rows refer to its rows: the columns, then the load.</summary>
    public TableShape ShapeOfRecords => ShapeWith([]);

    /// <summary>The table as the warehouse is to have it: that, then the columns that tie rows to each other.</summary>
    public TableShape Shape => ShapeWith(
    [
        new ShapeColumn(Id, new ColumnType(ColumnKind.Uuid)),
        .. IsChild
            ? new[] { new ShapeColumn(ParentId, new(ColumnKind.Uuid)), new ShapeColumn(ListIndex, new(ColumnKind.BigInt)) }
            : [],
    ]);

    private TableShape ShapeWith(IEnumerable<ShapeColumn> ties) => new(
        Name,
        [
            .. Columns.Select(column => new ShapeColumn(column.Name, column.Type) { LoadId = column.LoadId }),
            new ShapeColumn(DeclaredShape.LoadId, new ColumnType(ColumnKind.BigInt)),
            .. ties,
            .. HasPositions ? new[] { new ShapeColumn(DeclaredShape.Position, new(ColumnKind.BigInt)) } : [],
        ]);
}
