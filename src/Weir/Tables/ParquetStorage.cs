namespace Weir.Tables;

/// <summary>A place in a bucket where a table has its rows as Parquet files, which any engine reads.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">The folder within the bucket that is the table's own, without a slash at either end.</param>
/// <param name="PartitionBy">The levels of folders within it, outermost first. None: all files are in the folder itself.</param>
public sealed record ParquetStorage(string Bucket, string Prefix, IReadOnlyList<PartitionField> PartitionBy)
{
    /// <summary>
    /// Whether a file replaces only the partitions that it has rows for. False by default: with <see cref="WriteDisposition.Replace"/>
    /// it replaces all rows. Says nothing with any other disposition.
    /// </summary>
    public bool ReplacesPartitions { get; init; }
}
