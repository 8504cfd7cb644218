using Weir.Buckets;
using Weir.Tables;

namespace Weir.Engine.Warehouses;

/// <summary>What a load brings into one table. A closed family.</summary>
internal abstract record LoadInput
{
    private LoadInput()
    {
    }

    /// <summary>Bytes in the files of the load, as they are stored; its inputs share them.</summary>
    public long Bytes { get; init; }

    /// <summary>How many files the load has; its inputs share them.</summary>
    public int FileCount { get; init; }

    /// <summary>Where the table's rows are when they are files in a bucket; none when they are in the warehouse itself.</summary>
    public ParquetStorage? Storage { get; init; }

    /// <summary>Whether rows may be taken away again before they are published.</summary>
    public bool IsTested { get; init; }

    /// <summary>Whether nothing of it is published: it is only to be seen what that would change.</summary>
    public bool IsDry { get; init; }

    /// <summary>Rows that Weir reads and the warehouse pulls.</summary>
    /// <param name="Source">The rows; with the place of each in its file when they are merged.</param>
    /// <param name="Merge">How they find the rows that they replace; none when they are added.</param>
    internal sealed record Rows(IRowSource Source, MergeDefinition? Merge = null) : LoadInput;

    /// <summary>Parquet files, which the warehouse reads itself; it reports how each of them fared.</summary>
    /// <param name="Table">The table; without columns, the files' own are taken.</param>
    /// <param name="Files">The files, each with the id of its load.</param>
    internal sealed record Parquet(TableDefinition Table, IReadOnlyList<(StoredObject Object, long LoadId)> Files) : LoadInput;
}
