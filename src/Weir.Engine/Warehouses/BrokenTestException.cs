using Weir.Checks;
using Weir.Failures;

namespace Weir.Engine.Warehouses;

/// <summary>A test cannot be run, which is not the fault of any row. What was staged is lost with it.</summary>
/// <param name="test">The test.</param>
/// <param name="failure">Why, and the fix.</param>
/// <param name="inner">The cause.</param>
internal sealed class BrokenTestException(TestDefinition test, Failure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    public TestDefinition Test => test;

    public Failure Failure => failure;
}
