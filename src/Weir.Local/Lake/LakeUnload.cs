using System.Globalization;

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
        var rows = merge is null ? Remove(rental, change, shape, loadId) : Undo(rental, change, shape, loadId, merge);
        PartitionHistory.Remove(rental, change.Table.Name, loadId);
        change.Save(shape.Columns);
        return rows;
    }

    /// <summary>Copies the rows of those files that have some of a load.</summary>
    public static void Copy(Rental rental, LakeChange change, long loadId) => Copy(rental, change, ShapeOf(rental, change).Columns, loadId);

    private static List<LakeFile> Copy(Rental rental, LakeChange change, IReadOnlyList<ShapeColumn> columns, long loadId)
    {
        var touched = Count(rental, change, columns, loadId).Keys.ToList();
        rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_lake_rows AS {change.Select(columns, touched)}");
        return touched;
    }

    private static TableShape ShapeOf(Rental rental, LakeChange change) => ShapeKeeper.Describe(rental, change.Table.Name)
        ?? throw new InvalidOperationException($"The table {change.Table.Name} has no view.");

    /// <summary>Takes files away that have no other rows, and writes the others again without them.</summary>
    private static long Remove(Rental rental, LakeChange change, TableShape shape, long loadId)
    {
        var counts = Count(rental, change, shape.Columns, loadId);
        var whole = counts.Where(one => one.Key.Rows == one.Value).Select(one => one.Key).ToList();
        var mixed = counts.Keys.Except(whole).ToList();
        change.Remove(whole);
        if (mixed.Count > 0)
        {
            var load = loadId.ToString(CultureInfo.InvariantCulture);
            change.Rewrite(shape.Columns, mixed, $"SELECT * FROM ({change.Select(shape.Columns, mixed)}) WHERE _weir_load_id <> {load}");
        }

        return counts.Values.Sum();
    }

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

    /// <summary>The files that have rows of the load, and how many.</summary>
    private static Dictionary<LakeFile, long> Count(Rental rental, LakeChange change, IReadOnlyList<ShapeColumn> columns, long loadId)
    {
        var counts = new Dictionary<LakeFile, long>();
        var candidates = change.Files.Where(file => file.FirstLoad <= loadId && loadId <= file.LastLoad).ToList();
        if (candidates.Count == 0)
        {
            return counts;
        }

        var load = loadId.ToString(CultureInfo.InvariantCulture);
        using var command = rental.Connection.CreateCommand(
            $"""
            SELECT {LakeView.File}, count(*) FROM ({change.Select(columns, candidates, named: true)})
            WHERE _weir_load_id = {load} GROUP BY ALL
            """);
        using var reader = command.ExecuteReader();
        var byPath = candidates.ToDictionary(change.Table.PathOf);
        while (reader.Read())
        {
            counts[byPath[reader.GetString(0)]] = reader.GetInt64(1);
        }

        return counts;
    }
}
