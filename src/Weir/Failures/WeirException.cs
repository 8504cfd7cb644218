namespace Weir.Failures;

/// <summary>A failure on its way to the edge that reports it. Each knows whether waiting helps.</summary>
/// <param name="failure">What went wrong.</param>
/// <param name="inner">The cause, when another component raised it.</param>
public abstract class WeirException(Failure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    /// <summary>What went wrong, with its code and hint.</summary>
    public Failure Failure { get; } = failure;

    /// <summary>Whether the same call may succeed if it is made again later.</summary>
    public abstract bool IsTransient { get; }
}
