namespace Weir.Server.Operations;

/// <summary>What an environment serves.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="Revision">The content hash of the project that is served.</param>
/// <param name="ProcessId">The process that serves it.</param>
/// <param name="StartedAt">Since when, in UTC.</param>
/// <param name="Buckets">The project's buckets.</param>
/// <param name="Pipelines">The project's pipelines, by name.</param>
/// <param name="Tables">The project's tables, by name.</param>
/// <param name="Reconciliations">The project's reconciliations, by name.</param>
internal sealed record EnvironmentStatus(
    string Project,
    string Environment,
    string Revision,
    int ProcessId,
    DateTimeOffset StartedAt,
    IReadOnlyList<ListedBucket> Buckets,
    IReadOnlyList<string> Pipelines,
    IReadOnlyList<string> Tables,
    IReadOnlyList<string> Reconciliations);
