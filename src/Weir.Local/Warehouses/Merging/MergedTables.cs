using Weir.Loads;

namespace Weir.Local.Warehouses.Merging;

/// <summary>Knows of each table whose rows are merged which of its files landed last.</summary>
internal static class MergedTables
{
    /// <summary>Whether rows of the table were ever merged.</summary>
    public static bool Has(Rental rental, string table) => Newest(rental, table) > 0;

    /// <summary>Whether one of these files landed before one that the table has.</summary>
    public static bool IsLate(Rental rental, string table, IReadOnlyList<LoadRecord> records)
    {
        var newest = Newest(rental, table);
        return records.Any(record => record.File.Version < newest);
    }

    /// <summary>Notes that the table has these files.</summary>
    public static void Note(Rental rental, string table, IReadOnlyList<LoadRecord> records)
    {
        rental.Execute(
            """
            MERGE INTO weir.merged_tables AS noted USING (SELECT $1::VARCHAR AS table_name, $2::BIGINT AS newest) AS now
            ON noted.table_name = now.table_name
            WHEN MATCHED THEN UPDATE SET newest = greatest(noted.newest, now.newest)
            WHEN NOT MATCHED THEN INSERT VALUES (now.table_name, now.newest)
            """,
            table,
            records.Max(record => record.File.Version));
    }

    /// <summary>The table that keeps what does not stand in a table whose rows replace one another.</summary>
    public static string KeptFrom(string table) => Beside("kept", table);

    /// <summary>The table that remembers which keys were removed from one: an older row of such a key that comes late stays out.</summary>
    public static string RemovedFrom(string table) => Beside("removed", table);

    /// <summary>All of a table and of those two that exist, quoted.</summary>
    public static IEnumerable<string> All(Rental rental, string table) =>
        ((IEnumerable<string>)[table, KeptFrom(table), RemovedFrom(table)]).Where(name => ShapeKeeper.Describe(rental, name) is not null).Select(TableName.Quote);

    private static string Beside(string what, string table)
    {
        var (schema, name) = TableName.Split(table);
        return $"weir.{what} from {schema}.{name}";
    }

    private static long Newest(Rental rental, string table) =>
        rental.Number("SELECT coalesce(max(newest), 0) FROM weir.merged_tables WHERE table_name = $1", table);
}
