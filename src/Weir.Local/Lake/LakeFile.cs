namespace Weir.Local.Lake;

/// <summary>One Parquet file of a table. It never changes.</summary>
/// <param name="Kept">Where it is among the files that Weir keeps, with <c>/</c> between folders.</param>
/// <param name="Partition">The folders that other engines find it in, such as <c>year=2026/month=11</c>; empty without partitions.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="FirstLoad">No row of it is of an earlier load.</param>
/// <param name="LastLoad">No row of it is of a later load.</param>
/// <param name="Version">No row of it is of a file that landed later than the one with this version.</param>
/// <param name="Columns">How many of the table's columns it has values for: the first so many.</param>
internal sealed record LakeFile(
    string Kept, string Partition, long Rows, long Bytes, long FirstLoad, long LastLoad, long Version, int Columns)
{
    /// <summary>Where other engines find it in the table's folder.</summary>
    public string Shown => Partition.Length == 0 ? Name : $"{Partition}/{Name}";

    private string Name => Kept[(Kept.LastIndexOf('/') + 1)..];
}
