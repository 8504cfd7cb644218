namespace Weir.Buckets;

/// <summary>A place where files land.</summary>
public sealed record BucketDefinition
{
    /// <summary>The bucket's name: 1 to 63 lower-case letters, digits, hyphens and dots, as S3 names buckets.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// An ordinary folder that is the bucket, relative to the project's folder or absolute. None by default: the files are
    /// kept in the environment's own folder.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>Folders within it that tables have for their files, without a slash at either end: no object lands there.</summary>
    public IReadOnlyList<string> TableFolders { get; init; } = [];
}
