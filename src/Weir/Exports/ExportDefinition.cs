using Weir.Tables;

namespace Weir.Exports;

/// <summary>Which rows are written to files, and how.</summary>
public sealed record ExportDefinition
{
    /// <summary>The table whose rows are written, without the columns that Weir adds. None when a query says which.</summary>
    public string? Table { get; init; }

    /// <summary>One query whose rows are written. None when a table is.</summary>
    public string? Query { get; init; }

    /// <summary>How files are written. By the key's ending when absent; Parquet below a prefix.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>
    /// The columns by whose values files are parted: each value is a folder, such as <c>region=EU/</c>, and no column of the files. None:
    /// one file.
    /// </summary>
    public IReadOnlyList<string> PartitionBy { get; init; } = [];

    /// <summary>Whether all that is below the prefix goes in the moment in which the files land. False by default: it must be empty.</summary>
    public bool Replace { get; init; }
}
