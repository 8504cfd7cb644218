using Weir.DuckDb;

namespace Weir.Local.Warehouses.Merging;

/// <summary>Knows of each table whose history closes what a file lacks, which files had all rows there were.</summary>
internal static class Snapshots
{
    /// <summary>The first such file that landed after another.</summary>
    public static (long Load, long Version)? After(Rental rental, string table, long version)
    {
        using var command = rental.Connection.CreateCommand(
            "SELECT load_id, version FROM weir.snapshots WHERE table_name = $1 AND version > $2 ORDER BY version LIMIT 1");
        command.Parameters.Add(new DuckDbParameter(table));
        command.Parameters.Add(new DuckDbParameter(version));
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    public static void Add(Rental rental, string table, (long Load, long Version) file) =>
        rental.Execute("INSERT INTO weir.snapshots VALUES ($1, $2, $3)", table, file.Load, file.Version);

    public static void Remove(Rental rental, long load) => rental.Execute("DELETE FROM weir.snapshots WHERE load_id = $1", load);
}
