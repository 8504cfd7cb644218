namespace Weir.Server.Operations;

/// <summary>A bucket, as listings print it.</summary>
/// <param name="Name">The bucket's name.</param>
/// <param name="Path">The folder that is the bucket, when the project names one.</param>
/// <param name="Prefixes">With what the keys begin that whoever asks may reach, when they are limited to tenants; null when they may reach all.</param>
internal sealed record ListedBucket(string Name, string? Path, IReadOnlyList<string>? Prefixes = null);
