using Weir.Buckets;

namespace Weir.Local.Objects;

/// <summary>A content that was about to get its place in a bucket.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Location">The place.</param>
internal readonly record struct Placement(ObjectName Name, string Location);
