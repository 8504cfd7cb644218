namespace Weir.Bench.Merge;

/// <summary>A table, and the file that is merged into it.</summary>
/// <param name="Input">The file.</param>
/// <param name="Rows">Its rows, with ids from zero up.</param>
/// <param name="Standing">Rows in the table before.</param>
internal sealed record MergeTable(string Input, long Rows, long Standing)
{
    /// <summary>The least id in the table: half of the file's are below it.</summary>
    public long FirstId => Rows / 2;

    /// <summary>Rows in the table afterwards.</summary>
    public long Merged => Standing + FirstId;
}
