using Weir.Buckets;

namespace Weir.Engine.Objects;

/// <summary>Contents that come in numbered parts, and become an object when their sender says that all are there.</summary>
/// <remarks>
/// Implementations promise, and <c>UploadsConformance</c> checks: an upload and every part that was written are durable, and there
/// after a restart; a part that is written again replaces the one of its number; a part that could not be written whole leaves
/// no trace; what was removed is not found any more. Nothing is an object before it lands.
/// </remarks>
internal interface IUploads
{
    /// <param name="name">What it is to become.</param>
    /// <param name="attributes">What its sender says of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<Upload> BeginAsync(ObjectName name, string attributes, CancellationToken cancellationToken);

    /// <summary>The upload of an id; none when it was removed or never begun.</summary>
    Upload? Find(string id);

    /// <summary>The uploads into a bucket that were begun and not removed, in order of their keys, then of their times.</summary>
    IReadOnlyList<Upload> List(string bucket);

    Task RemoveAsync(Upload upload, CancellationToken cancellationToken);
}
