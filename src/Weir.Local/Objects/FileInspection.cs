using Weir.Failures;

namespace Weir.Local.Objects;

/// <summary>What a look at a file gave: complete, not yet, put through Weir and about to land, gone, or beyond reach.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Facts">How the file looks; none when it is gone.</param>
/// <param name="ETag">What identifies its content, when complete.</param>
/// <param name="Failure">Why it cannot be read.</param>
internal sealed record FileInspection(FileInspection.Result Kind, FileFacts? Facts, string? ETag = null, Failure? Failure = null)
{
    internal enum Result
    {
        Complete,
        NotYet,
        Placed,
        Gone,
        Refused,
    }
}
