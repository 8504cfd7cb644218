using Weir.Buckets;

namespace Weir.Server.Operations;

/// <summary>An object, as listings print it.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its name in the bucket.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="Etag">The hash of its content.</param>
/// <param name="Version">The number of this content: later ones have greater numbers.</param>
/// <param name="LandedAt">When it landed.</param>
internal sealed record ListedObject(string Bucket, string Key, long Size, string Etag, long Version, DateTimeOffset LandedAt)
{
    public static ListedObject Of(StoredObject stored) =>
        new(stored.Name.Bucket, stored.Name.Key, stored.Size, stored.ETag, stored.Version, stored.LandedAt);
}
