using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>
/// The columns that Parquet files bring into a table: one for each name. Where files disagree with each other or with the table,
/// the type that holds both, and text where none does.
/// </summary>
internal static class ParquetUnion
{
    /// <param name="files">The files, in the order in which they landed.</param>
    /// <param name="standing">The table as it stands; none when there is none.</param>
    public static IEnumerable<ShapeColumn> Of(IReadOnlyList<ParquetFile> files, TableShape? standing) => files
        .Where(file => file.IsWanted)
        .SelectMany(file => file.Columns.Select(c => new ShapeColumn(c.Target.Name, c.Target.Type) { LoadId = file.Origin.LoadId }))
        .GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
        .Select(same => Of(same, standing?.Columns.FirstOrDefault(c => c.Name.Equals(same.Key, StringComparison.OrdinalIgnoreCase))));

    private static ShapeColumn Of(IEnumerable<ShapeColumn> same, ShapeColumn? standing) =>
        standing is null ? same.Aggregate(Widen) : same.Aggregate(standing, Widen);

    /// <summary>What comes last with another type is what asks for it.</summary>
    private static ShapeColumn Widen(ShapeColumn has, ShapeColumn comes) =>
        ColumnTypes.CanHold(has.Type, comes.Type)
            ? has
            : has with
            {
                Type = ColumnTypes.CanHold(comes.Type, has.Type) ? comes.Type : new(ColumnKind.Varchar),
                LoadId = comes.LoadId,
            };
}
