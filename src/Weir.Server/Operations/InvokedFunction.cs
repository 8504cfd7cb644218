using Weir.Failures;
using Weir.Functions;

namespace Weir.Server.Operations;

/// <summary>What came of calling a function.</summary>
/// <param name="RequestId">Names the invocation.</param>
/// <param name="Answer">What it answered, or the error that it raised; empty when it gave none.</param>
/// <param name="Failure">What went wrong, if anything.</param>
/// <param name="Log">What it wrote, line by line.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record InvokedFunction(string RequestId, byte[] Answer, Failure? Failure, IReadOnlyList<string> Log, double Milliseconds)
{
    public static InvokedFunction Of(FunctionResult result) => new(
        result.RequestId, result.Answer.ToArray(), result.Failure, result.Log, result.Duration.TotalMilliseconds);
}
