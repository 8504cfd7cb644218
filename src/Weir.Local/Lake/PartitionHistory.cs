using System.Globalization;

using Weir.Failures;
using Weir.Loads;
using Weir.Local.Warehouses;

namespace Weir.Local.Lake;

/// <summary>Knows of each load whose rows replaced partitions, which ones it had rows for.</summary>
internal static class PartitionHistory
{
    public static void Add(Rental rental, string table, IReadOnlyList<(string Partition, LoadRecord Load)> brought) => RowInsertion.Insert(
        rental,
        new RecordRows<(string Partition, LoadRecord Load)>(SystemTables.ParquetPartitions, brought, (rows, row, one) =>
        {
            rows.SetText(0, row, table);
            rows.SetText(1, row, one.Partition);
            rows.SetInt64(2, row, one.Load.LoadId);
        }),
        CancellationToken.None);

    /// <summary>Why the rows of a load that replaced partitions cannot be taken out; none when they can, or when it replaced none.</summary>
    public static Failure? WhyNotTakenOut(Rental rental, LakeTable table, LoadRecord load)
    {
        if (rental.Scalar("SELECT 1 FROM weir.parquet_partitions WHERE table_name = $1 AND load_id = $2 LIMIT 1", table.Name, load.LoadId) is null)
        {
            return null;
        }

        var stands = rental.Scalar(
            "SELECT 1 FROM weir.parquet_files WHERE table_name = $1 AND $2 BETWEEN first_load_id AND last_load_id LIMIT 1", table.Name, load.LoadId);
        return stands is null
            ? new Failure(
                "WEIR6021",
                $"Other files have replaced all partitions of load {load.LoadId} since: none of its rows stand in {load.Table}.",
                "Nothing needs to be unloaded.")
            : FindOther(rental, table, load.LoadId) is { } other
            ? new Failure(
                "WEIR6022",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Rows of load {load.LoadId} took the place of those of load {other} in a partition of {load.Table}, which are not kept: it cannot be undone."),
                "Land a file that has the rows of the partition as they are to be.")
            : null;
    }

    /// <summary>Finds another load that had rows for a partition in which the load stands. Partitions of two layouts cannot be compared.</summary>
    private static object? FindOther(Rental rental, LakeTable table, long load) => rental.Scalar(
        """
        WITH known AS (
            SELECT load_id, partition, regexp_replace(partition, '=[^/]*', '', 'g') AS layout FROM weir.parquet_partitions WHERE table_name = $1),
        stands AS (SELECT partition FROM weir.parquet_files WHERE table_name = $1 AND $2 BETWEEN first_load_id AND last_load_id)
        SELECT other.load_id FROM known AS own JOIN known AS other
            ON own.load_id = $2 AND other.load_id <> $2 AND (
                own.layout <> other.layout
                OR (own.partition = other.partition AND (own.layout <> $3 OR own.partition IN (SELECT partition FROM stands))))
        ORDER BY other.load_id DESC LIMIT 1
        """,
        table.Name,
        load,
        string.Join('/', table.Storage.PartitionBy.Select(field => field.Name)));

    public static void Remove(Rental rental, string table, long load) =>
        rental.Execute("DELETE FROM weir.parquet_partitions WHERE table_name = $1 AND load_id = $2", table, load);
}
