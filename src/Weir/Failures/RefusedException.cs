namespace Weir.Failures;

/// <summary>The call, the project or the data is wrong: the same call fails again until its author changes something.</summary>
/// <param name="failure">What is wrong, and the fix.</param>
/// <param name="inner">The cause, when another component raised it.</param>
public sealed class RefusedException(Failure failure, Exception? inner = null) : WeirException(failure, inner)
{
    /// <summary>Always false.</summary>
    public override bool IsTransient => false;
}
