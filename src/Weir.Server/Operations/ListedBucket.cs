namespace Weir.Server.Operations;

/// <summary>A bucket, as listings print it.</summary>
/// <param name="Name">The bucket's name.</param>
/// <param name="Path">The folder that is the bucket, when the project names one.</param>
internal sealed record ListedBucket(string Name, string? Path);
