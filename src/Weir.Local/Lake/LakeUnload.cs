using Weir.Engine.Warehouses;
using Weir.Local.Warehouses;
using Weir.Local.Warehouses.Merging;
using Weir.Tables;

namespace Weir.Local.Lake;

/// <summary>Takes the rows of one load out of the files of a table.</summary>
internal static class LakeUnload
{
    /// <summary>Takes a load out.</summary>
    /// <param name="rental">The connection with the open transaction.</param>
    /// <param name="change">What becomes of the files.</param>
    /// <param name="loadId">The load.</param>
    /// <param name="merge">How its rows found those that they replaced; none when they were added.</param>
    /// <returns>How many of its rows stood in the table.</returns>
    public static long TakeOut(Rental rental, LakeChange change, long loadId, MergeDefinition? merge)
    {
        var shape = ShapeOf(rental, change);
        var rows = merge is null ? LakeRemoval.Remove(rental, change, shape.Columns, loadId) : Undo(rental, change, shape, loadId, merge);
        PartitionHistory.Remove(rental, change.Table.Name, loadId);
        change.Save(shape.Columns);
        return rows;
    }

    /// <summary>Copies the rows of those files that have some of a load.</summary>
    public static void Copy(Rental rental, LakeChange change, long loadId) => Copy(rental, change, ShapeOf(rental, change).Columns, loadId);

    private static List<LakeFile> Copy(Rental rental, LakeChange change, IReadOnlyList<ShapeColumn> columns, long loadId)
    {
        var touched = LakeRemoval.Count(rental, change, columns, loadId).Keys.ToList();
        rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_lake_rows AS {change.Select(columns, touched)}");
        return touched;
    }

    private static TableShape ShapeOf(Rental rental, LakeChange change) => ShapeKeeper.Describe(rental, change.Table.Name)
        ?? throw new InvalidOperationException($"The table {change.Table.Name} has no view.");

    /// <summary>Writes the files again that have rows of the load, with what those had replaced in their place.</summary>
    private static long Undo(Rental rental, LakeChange change, TableShape shape, long loadId, MergeDefinition merge)
    {
        var touched = Copy(rental, change, shape.Columns, loadId);
        var rows = MergedRows.TakeOut(rental, change.Table.Name, LakeLoad.Copies, merge, loadId);

        // What comes back may be of any load.
        var newest = change.Files.Select(file => file.Version).DefaultIfEmpty().Max();
        change.Write(shape.Columns, $"SELECT * FROM {LakeLoad.Copies}", first: 1, LoadLedger.LastLoadId(rental), newest);
        change.Remove(touched);
        return rows;
    }
}
