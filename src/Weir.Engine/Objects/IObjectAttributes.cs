using Weir.Buckets;

namespace Weir.Engine.Objects;

/// <summary>What is said of objects beyond their contents, and may be said anew.</summary>
internal interface IObjectAttributes
{
    /// <summary>Replaces the attributes of a version if it is still its name's current one. Returns whether it was.</summary>
    Task<bool> ReplaceAsync(StoredObject version, string attributes, CancellationToken cancellationToken);
}
