using Weir.Buckets;
using Weir.Datasets;
using Weir.Runs;

namespace Weir.Engine.Datasets;

/// <summary>A dataset that is about to be published.</summary>
/// <param name="Root">Where.</param>
/// <param name="Staged">Its objects. The names that they were staged with lack the last word about the dataset's own.</param>
internal sealed record DatasetDraft(DatasetRoot Root, IReadOnlyList<StoredObject> Staged)
{
    /// <summary>The name that it must have; this second, or the next free one, when none.</summary>
    public DatasetName? Name { get; init; }

    /// <summary>Why it is published, such as a step and the event that started it: once for each reason. None for people's calls.</summary>
    public string? Origin { get; init; }

    /// <summary>The run that publishes it.</summary>
    public RunId? EmittedBy { get; init; }

    /// <summary>The trace that its events belong to, if any.</summary>
    public string? Trace { get; init; }

    /// <summary>How many runs led to its events, this one included.</summary>
    public int Generation { get; init; }
}
