using Weir.Buckets;
using Weir.DuckDb;
using Weir.Failures;
using Weir.Loads;
using Weir.Local.Warehouses;

namespace Weir.Local.Lake;

/// <summary>Knows which partitions loads had rows for, where files replace partitions: when one goes, another can stand in its place.</summary>
/// <remarks>
/// A load that cannot be undone exactly is noted with the negative of its number: it replaced a partition that had the rows of several
/// files; or, without a partition, the table has been replaced as a whole or laid out otherwise since.
/// </remarks>
internal static class PartitionHistory
{
    /// <summary>Selects the partitions in which a load stands.</summary>
    private const string Own = "SELECT partition FROM weir.parquet_files WHERE table_name = $1 AND $2 BETWEEN first_load_id AND last_load_id";

    /// <summary>Notes which loads have rows for which partitions; what is known already is known once.</summary>
    public static void Add(Rental rental, string table, IEnumerable<(string Partition, long LoadId)> rows)
    {
        rental.Execute("CREATE OR REPLACE TEMP TABLE weir_brought (table_name VARCHAR, partition VARCHAR, load_id BIGINT)");
        RowInsertion.Insert(
            rental,
            new RecordRows<(string Partition, long LoadId)>(SystemTables.ParquetPartitions, rows, (cells, row, one) =>
            {
                cells.SetText(0, row, table);
                cells.SetText(1, row, one.Partition);
                cells.SetInt64(2, row, one.LoadId);
            }),
            new RowTarget.Table(rental, "temp.weir_brought"),
            CancellationToken.None);
        rental.Execute(
            """
            INSERT INTO weir.parquet_partitions
            SELECT DISTINCT * FROM temp.weir_brought AS b ANTI JOIN weir.parquet_partitions AS p USING (table_name, partition, load_id)
            """);
    }

    /// <summary>Whether the rows of a load replaced partitions.</summary>
    public static bool Has(Rental rental, LoadRecord load) => rental.Scalar(
        "SELECT 1 FROM weir.parquet_partitions WHERE table_name = $1 AND abs(load_id) = $2 LIMIT 1", load.Table, load.LoadId) is not null;

    /// <summary>Why the rows of a load that replaced partitions cannot be taken out; none when they can, or when it replaced none.</summary>
    public static Failure? WhyNotTakenOut(Rental rental, LoadRecord load)
    {
        if (!Has(rental, load))
        {
            return null;
        }

        if (rental.Scalar($"{Own} LIMIT 1", load.Table, load.LoadId) is null)
        {
            return new Failure(
                "WEIR6021",
                $"Other files have replaced all partitions of load {load.LoadId} since: none of its rows stand in {load.Table}.",
                "Nothing needs to be unloaded.");
        }

        // A file that stands again has another load by then.
        var isInexact = rental.Scalar(
            $"""
            SELECT 1 FROM weir.parquet_partitions WHERE table_name = $1 AND (partition IS NULL OR partition IN ({Own}))
              AND -load_id IN (SELECT load_id FROM weir.load_history WHERE table_name = $1 AND version = $3)
            LIMIT 1
            """,
            load.Table,
            load.LoadId,
            load.File.Version) is not null;
        return !isInexact ? null : new Failure(
            "WEIR6022",
            $"Rows of load {load.LoadId} took the place of those of several files in a partition of {load.Table}, or its partitions are others since: what was there is not known any more, and it cannot be undone.",
            "Land files that have the rows of these partitions as they are to be.");
    }

    /// <summary>
    /// Of each partition in which a load stands, the newest of the other files that have rows for it: they would stand there had the
    /// load never been. It looks through the table's part of the history, which only the undoing of a load does.
    /// </summary>
    public static IReadOnlyList<StoredObject> FindEarlier(Rental rental, LoadRecord load)
    {
        if (WhyNotTakenOut(rental, load) is not null)
        {
            return [];
        }

        using var command = rental.Connection.CreateCommand(
            $"""
            SELECT DISTINCT load_id FROM (
                SELECT p.load_id FROM weir.parquet_partitions AS p JOIN weir.load_history AS h ON h.load_id = p.load_id
                WHERE p.table_name = $1 AND p.load_id <> $2 AND h.version <> $3 AND h.status IN ('LOADED', 'PARTIALLY_LOADED')
                  AND p.partition IN ({Own})
                QUALIFY row_number() OVER (PARTITION BY p.partition ORDER BY h.version DESC, p.load_id DESC) = 1)
            ORDER BY load_id
            """);
        command.Parameters.Add(new DuckDbParameter(load.Table));
        command.Parameters.Add(new DuckDbParameter(load.LoadId));
        command.Parameters.Add(new DuckDbParameter(load.File.Version));
        using var reader = command.ExecuteReader();
        var loads = new List<long>();
        while (reader.Read())
        {
            loads.Add(reader.GetInt64(0));
        }

        return loads.ConvertAll(id => DuckDbLoadHistory.Get(rental, id).File);
    }

    /// <summary>The table's partitions are others from now on, or have other rows: nothing that is known can stand in them again.</summary>
    public static void Forget(Rental rental, string table)
    {
        rental.Execute(
            """
            INSERT INTO weir.parquet_partitions
            SELECT DISTINCT table_name, NULL, -abs(load_id) FROM weir.parquet_partitions WHERE table_name = $1 AND partition IS NOT NULL
            """,
            table);
        rental.Execute("DELETE FROM weir.parquet_partitions WHERE table_name = $1 AND partition IS NOT NULL", table);
    }

    /// <summary>Forgets a load that is undone.</summary>
    public static void Remove(Rental rental, string table, long load) =>
        rental.Execute("DELETE FROM weir.parquet_partitions WHERE table_name = $1 AND abs(load_id) = $2", table, load);
}
