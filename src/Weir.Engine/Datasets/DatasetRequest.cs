using Weir.Buckets;
using Weir.Datasets;
using Weir.Runs;

namespace Weir.Engine.Datasets;

/// <summary>Asks for a dataset.</summary>
/// <param name="Root">Where.</param>
/// <param name="From">What it is made of, each <c>bucket/key</c>, <c>bucket/prefix/</c> or <c>bucket/glob</c>.</param>
internal sealed record DatasetRequest(DatasetRoot Root, IReadOnlyList<string> From)
{
    /// <summary>The name that it must have; this second, or the next free one, when none.</summary>
    public DatasetName? Name { get; init; }

    /// <summary>Why it is asked for: a second time for the same reason gives the same dataset. None for people's calls.</summary>
    public string? Origin { get; init; }

    /// <summary>The run that asks.</summary>
    public RunId? EmittedBy { get; init; }

    /// <summary>How many runs led to its events, this one included.</summary>
    public int Generation { get; init; }

    /// <summary>The trace that its events belong to, if any.</summary>
    public string? Trace { get; init; }

    /// <summary>A version that goes before the current one of its name.</summary>
    public StoredObject? Own { get; init; }
}
