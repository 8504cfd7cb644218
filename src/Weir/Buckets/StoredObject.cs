namespace Weir.Buckets;

/// <summary>One version of an object: its name, what identifies its content, and where a backend keeps it.</summary>
public sealed record StoredObject
{
    /// <summary>The bucket and key.</summary>
    public required ObjectName Name { get; init; }

    /// <summary>Identifies the content: its MD5 in 32 lower-case hexadecimal digits, as S3 has it for a plain put.</summary>
    public required string ETag { get; init; }

    /// <summary>The content's length in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Grows with every version landed in an environment, over all its buckets. A later version is a greater one.</summary>
    public required long Version { get; init; }

    /// <summary>When the version landed, in UTC.</summary>
    public required DateTimeOffset LandedAt { get; init; }

    /// <summary>Where the backend keeps the content. Only the backend that wrote it reads it.</summary>
    public required string Location { get; init; }

    /// <summary>
    /// What its sender said of it beyond its content, as a JSON object that only the endpoint that took it reads. None by default, and
    /// none on the objects of events that are read back.
    /// </summary>
    public string? Attributes { get; init; }
}
