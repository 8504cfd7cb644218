using Weir.Buckets;
using Weir.Runs;

namespace Weir.Loads;

/// <summary>What became of one file in one load: a row of <c>weir.load_history</c>.</summary>
public sealed record LoadRecord
{
    /// <summary>Names the file's load; every row it published carries it as <c>_weir_load_id</c>.</summary>
    public required long LoadId { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The file, as the version that was read.</summary>
    public required StoredObject File { get; init; }

    /// <summary>How it ended.</summary>
    public required LoadStatus Status { get; init; }

    /// <summary>Rows found in the file, good and bad.</summary>
    public required long RowsParsed { get; init; }

    /// <summary>Rows published.</summary>
    public required long RowsLoaded { get; init; }

    /// <summary>Rows refused.</summary>
    public required long RowsQuarantined { get; init; }

    /// <summary>The first refusal, in words; none when every row was published.</summary>
    public string? FirstError { get; init; }

    /// <summary>What else there is to know, such as why a file gave no rows. None for most files.</summary>
    public string? Note { get; init; }

    /// <summary>The run that landed the file; none when it came from outside.</summary>
    public RunId? RunId { get; init; }

    /// <summary>The content hash of the project that loaded it.</summary>
    public required string ProjectRevision { get; init; }

    /// <summary>When the load was published, in UTC.</summary>
    public required DateTimeOffset LoadedAt { get; init; }
}
