using Weir.Engine.Loads.Reading;
using Weir.Loads;
using Weir.Local.Lake;
using Weir.Local.Warehouses;
using Weir.Local.Warehouses.Merging;
using Weir.Tables;

namespace Weir.Local.Checks;

/// <summary>The rows that a load has staged, as rows that are tested.</summary>
internal static class StagedRows
{
    /// <param name="rental">The connection with the open transaction.</param>
    /// <param name="table">The table.</param>
    /// <param name="records">What became of each file of the load.</param>
    /// <param name="lake">What writes the rows when the table is files; none otherwise.</param>
    /// <returns>None when there is nothing to test: no file has rows that fit.</returns>
    public static TestedRows? Of(Rental rental, TableDefinition table, IReadOnlyList<LoadRecord> records, LakeLoad? lake)
    {
        var files = records
            .Where(r => r.Status is LoadStatus.Loaded or LoadStatus.PartiallyLoaded)
            .ToDictionary(r => r.LoadId, r => r.File.Name.ToString());
        if (files.Count == 0 || ShapeKeeper.Describe(rental, table.Name) is not { } shape)
        {
            return null;
        }

        var target = TableName.Quote(table.Name);
        if (table.Merge is not null)
        {
            var own = StandingRows.HoldingNow(table);
            var history = table.Merge!.History;
            return new TestedRows(rental, table, [.. shape.Columns.Where(c => c.Name != history?.ValidFrom && c.Name != history?.ValidTo)])
            {
                Relation = MergeStage.Name,
                IsApart = true,
                Columns = $"r.* EXCLUDE ({DeclaredShape.Position})",

                // A row that removes another is not published itself.
                Condition = table.Merge!.HardDelete is { } removes ? $"NOT coalesce(({removes}), false)" : "true",
                Standing = $"SELECT r.* FROM {own} AS r",
                Staying = $"SELECT r.* FROM {own} AS r WHERE NOT EXISTS (SELECT 1 FROM {MergeStage.Name} AS s WHERE {SameKey(table.Merge)})",
                Files = files,
            };
        }

        if (lake is not null)
        {
            var all = $"SELECT r.* FROM {target} AS r";
            return new TestedRows(rental, table, shape.Columns)
            {
                Relation = LakeLoad.Stage,
                IsApart = true,
                Condition = "true",
                Standing = all,
                Staying = table.WriteDisposition != WriteDisposition.Replace ? all
                    : lake.ReplacesPartitions ? $"{all} WHERE {lake.IsElsewhere}"
                    : null,
                Files = files,
            };
        }

        var (first, last) = (TestedRows.Text(records.Min(r => r.LoadId)), TestedRows.Text(records.Max(r => r.LoadId)));
        var among = $"r.{DeclaredShape.LoadId} BETWEEN {first} AND {last}";
        var standing = $"SELECT r.* FROM {target} AS r WHERE NOT coalesce({among}, false)";
        return new TestedRows(rental, table, shape.Columns)
        {
            Relation = target,
            Condition = among,
            Standing = standing,
            Staying = table.WriteDisposition == WriteDisposition.Replace ? null : standing,
            Files = files,
        };
    }

    private static string SameKey(MergeDefinition merge) => string.Join(
        " AND ", merge.PrimaryKey.Select(DuckDb.DuckDbIdentifier.Quote).Select(key => $"s.{key} = r.{key}"));
}
