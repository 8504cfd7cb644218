using System.Globalization;

using Weir.Engine.Warehouses;
using Weir.Local.Warehouses;

namespace Weir.Local.Lake;

/// <summary>Finds the rows of one load in the files of a table, and takes them out.</summary>
internal static class LakeRemoval
{
    /// <summary>Takes files away that have no other rows, and writes the others again without them.</summary>
    /// <returns>How many rows of the load there were.</returns>
    public static long Remove(Rental rental, LakeChange change, IReadOnlyList<ShapeColumn> columns, long loadId)
    {
        var counts = Count(rental, change, columns, loadId);
        var whole = counts.Where(one => one.Key.Rows == one.Value).Select(one => one.Key).ToList();
        var mixed = counts.Keys.Except(whole).ToList();
        change.Remove(whole);
        if (mixed.Count > 0)
        {
            var load = loadId.ToString(CultureInfo.InvariantCulture);
            change.Rewrite(columns, mixed, $"SELECT * FROM ({change.Select(columns, mixed)}) WHERE _weir_load_id <> {load}");
        }

        return counts.Values.Sum();
    }

    /// <summary>The files that have rows of the load, and how many.</summary>
    public static Dictionary<LakeFile, long> Count(Rental rental, LakeChange change, IReadOnlyList<ShapeColumn> columns, long loadId)
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
