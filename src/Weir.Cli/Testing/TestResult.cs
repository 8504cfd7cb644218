namespace Weir.Cli.Testing;

/// <summary>How a test of a project went, as it is printed.</summary>
/// <param name="File">The file of the test.</param>
/// <param name="Line">Where it starts.</param>
/// <param name="Name">The test.</param>
/// <param name="Outcome"><c>PASSED</c> or <c>FAILED</c>.</param>
/// <param name="Seconds">How long it took, by the clock of the machine.</param>
/// <param name="Differences">What was found otherwise than expected.</param>
internal sealed record TestResult(string File, int Line, string Name, string Outcome, double Seconds, IReadOnlyList<TestDifference> Differences)
{
    public const string Passed = "PASSED";

    public const string Failed = "FAILED";
}
