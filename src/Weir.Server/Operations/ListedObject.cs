using Weir.Buckets;

namespace Weir.Server.Operations;

/// <summary>An object, as listings print it.</summary>
internal sealed record ListedObject(string Bucket, string Key, long Size, string Etag, long Version, DateTimeOffset LandedAt)
{
    public static ListedObject Of(StoredObject stored) =>
        new(stored.Name.Bucket, stored.Name.Key, stored.Size, stored.ETag, stored.Version, stored.LandedAt);
}
