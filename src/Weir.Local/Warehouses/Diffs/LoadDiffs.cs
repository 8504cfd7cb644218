using System.Globalization;

using Weir.DuckDb;
using Weir.Engine.Loads.Inference;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Local.Lake;
using Weir.Local.Warehouses.Merging;
using Weir.Tables;

namespace Weir.Local.Warehouses.Diffs;

/// <summary>Finds what loads, or their undoing, would change about tables. All of it is in a transaction that is not committed.</summary>
internal static class LoadDiffs
{
    /// <summary>What publishing staged rows would change.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="publication">What comes into sight.</param>
    /// <param name="merge">How the rows replace others; none when they are only added, or replace all others.</param>
    /// <param name="lake">What would write the rows when the table is files; none otherwise.</param>
    /// <param name="publish">Puts rows that replace others in their places.</param>
    public static IReadOnlyList<RowDiff> OfPublication(Rental rental, Publication publication, MergeDefinition? merge, LakeLoad? lake, Action publish)
    {
        var published = publication.Records.Where(r => r.Status is LoadStatus.Loaded or LoadStatus.PartiallyLoaded).ToList();
        if (published.Count == 0)
        {
            return [];
        }

        var table = published[0].Table;
        if (merge is not null)
        {
            var lacking = merge.History?.ClosesMissing == true ? $" UNION SELECT {Keys(merge)} FROM {TableName.Quote(table)}" : "";
            var touched = $"SELECT {Keys(merge)} FROM {MergeStage.Name}{lacking}";
            return [.. OfMerged(rental, table, merge, touched, lake is null ? null : rows => lake.Copy(MergeStage.Name, merge, rows), publish)];
        }

        if (lake is not null)
        {
            var (before, after) = lake.Compare(isReplaced: publication.Standing is not null, publication.Unloads);
            return [new TableDiff(rental, table, []).Of(before, after)];
        }

        var own = string.Create(
            CultureInfo.InvariantCulture, $"{DeclaredShape.LoadId} BETWEEN {published.Min(r => r.LoadId)} AND {published.Max(r => r.LoadId)}");
        return
        [
            .. Standing.NamesOf(rental, table).Select(name => new TableDiff(rental, name, []).Of(
                publication.Standing is null ? null : $"(SELECT * FROM {TableName.Quote(name)} WHERE NOT coalesce({own}, false))",
                $"(SELECT * FROM {TableName.Quote(name)} WHERE {own})")),
        ];
    }

    /// <summary>What taking a load out would change.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="load">The load.</param>
    /// <param name="merge">How its rows had replaced others; none when they were only added, or had replaced all others.</param>
    /// <param name="files">The table's files; none when it has its rows in the warehouse.</param>
    /// <param name="takeOut">Takes it out.</param>
    public static IReadOnlyList<RowDiff> OfUnload(Rental rental, LoadRecord load, MergeDefinition? merge, LakeChange? files, Action takeOut)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"{DeclaredShape.LoadId} = {load.LoadId}");
        if (merge is null)
        {
            var names = files is null ? Standing.NamesOf(rental, load.Table) : [files.Table.Name];
            return [.. names.Select(name => new TableDiff(rental, name, []).Of($"(SELECT * FROM {TableName.Quote(name)} WHERE {own})", null))];
        }

        var tables = MergedTables.All(rental, load.Table).Select(table => $"SELECT {Keys(merge)} FROM {table} WHERE {own}");
        return [.. OfMerged(rental, load.Table, merge, string.Join(" UNION ", tables), files is null ? null : _ => LakeUnload.Copy(rental, files, load.LoadId), takeOut)];
    }

    /// <param name="rental">The connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="merge">How rows replace others.</param>
    /// <param name="touched">Selects the keys that are touched.</param>
    /// <param name="copy">Makes a copy of those rows of files that the change may touch, given what has those keys; none when the table itself may be changed.</param>
    /// <param name="change">Makes the change.</param>
    private static IEnumerable<RowDiff> OfMerged(
        Rental rental, string table, MergeDefinition merge, string touched, Action<string>? copy, Action change)
    {
        rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_touched AS SELECT DISTINCT * FROM ({touched})");
        copy?.Invoke("temp.weir_touched");
        var target = copy is null ? TableName.Quote(table) : LakeLoad.Copies;
        rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_before AS SELECT * FROM {target} SEMI JOIN temp.weir_touched USING ({Keys(merge)})");
        var children = MergedChildren.Of(rental, ShapeKeeper.Describe(rental, table)!);
        var before = children.Copy($"SELECT {FlatTable.Id} FROM temp.weir_before", "weir_children_before");
        change();
        var after = $"(SELECT * FROM {target} SEMI JOIN temp.weir_touched USING ({Keys(merge)}))";
        IEnumerable<string> key = merge.History is { } history ? [.. merge.PrimaryKey, history.ValidFrom] : merge.PrimaryKey;
        return
        [
            new TableDiff(rental, table, key).Of("temp.weir_before", after),
            .. before.Zip(
                children.Copy($"SELECT {FlatTable.Id} FROM {after}", "weir_children_after"),
                (old, now) => new TableDiff(rental, old.Table, []).Of(old.Rows, now.Rows)),
        ];
    }

    private static string Keys(MergeDefinition merge) => string.Join(", ", merge.PrimaryKey.Select(DuckDbIdentifier.Quote));
}
