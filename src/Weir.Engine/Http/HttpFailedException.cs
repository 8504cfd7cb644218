using Weir.Failures;

namespace Weir.Engine.Http;

/// <summary>A request failed, as often as it was tried.</summary>
/// <param name="failure">What went wrong.</param>
internal sealed class HttpFailedException(Failure failure) : WeirException(failure)
{
    /// <summary>Always false: the attempt counts.</summary>
    public override bool IsTransient => false;
}
