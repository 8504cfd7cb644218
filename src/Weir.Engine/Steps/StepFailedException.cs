using Weir.Failures;

namespace Weir.Engine.Steps;

/// <summary>Code of the user's own failed in a step: it may do better when it is tried again, but is not waited for without end.</summary>
/// <param name="failure">What went wrong.</param>
/// <param name="log">What it wrote; none when it wrote nothing.</param>
internal sealed class StepFailedException(Failure failure, string? log) : WeirException(failure)
{
    /// <summary>What it wrote.</summary>
    public string? Log { get; } = log;

    /// <summary>Always false: the attempt counts.</summary>
    public override bool IsTransient => false;
}
