namespace Weir.Failures;

/// <summary>Something outside cannot serve for now, such as a full disk or a locked file: the same call may succeed later.</summary>
/// <param name="failure">What is unavailable, and what brings it back.</param>
/// <param name="inner">The cause, when another component raised it.</param>
public sealed class UnavailableException(Failure failure, Exception? inner = null) : WeirException(failure, inner)
{
    /// <summary>Always true.</summary>
    public override bool IsTransient => true;
}
