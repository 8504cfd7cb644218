using Weir.Buckets;
using Weir.Failures;

namespace Weir.Engine.Objects;

/// <summary>Objects that come without anybody putting them: files that appear in an ordinary folder that is a bucket.</summary>
/// <remarks>
/// Implementations promise, and <c>FolderWatchTests</c> checks: a file is given out once it is complete, never while
/// somebody writes to it; it is given out again until its event is appended, also after a restart, and not after that
/// unless it is written again; files that came or changed while nobody watched are given out too; a file that was deleted
/// is not found any more. One caller at a time.
/// </remarks>
internal interface IObjectWatch
{
    /// <summary>Whether all that lay in the folders has been given out and appended or was refused, as far as the watch knows.</summary>
    bool IsSettled { get; }

    /// <summary>Files that cannot land, and why. They are tried again now and then.</summary>
    IReadOnlyList<Failure> Refused { get; }

    /// <summary>
    /// Completes when files have become objects, which land when their events are appended; without any when another file was
    /// refused.
    /// </summary>
    Task<IReadOnlyList<StoredObject>> NextAsync(CancellationToken cancellationToken);
}
