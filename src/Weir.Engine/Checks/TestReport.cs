namespace Weir.Engine.Checks;

/// <summary>What tests said, as it is kept beside what they looked at. Names only ever get added: people's programs read it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Revision">The project's revision, by which the tests are known.</param>
/// <param name="Dataset">The dataset, as <c>bucket/prefix/datasets/NAME</c>; none when tables were tested.</param>
/// <param name="Sample">How many rows of each table tests of rows looked at; all of them when null.</param>
/// <param name="TestedAt">When it was, in UTC.</param>
/// <param name="Outcome"><c>FAILED</c> when a test of severity error fails or cannot be run, else <c>WARNED</c> or <c>PASSED</c>.</param>
/// <param name="Tests">What each said.</param>
internal sealed record TestReport(
    string Project,
    string Revision,
    string? Dataset,
    long? Sample,
    DateTimeOffset TestedAt,
    string Outcome,
    IReadOnlyList<ReportedTest> Tests)
{
    /// <summary>How all of them ended together.</summary>
    public static string OutcomeOf(IReadOnlyCollection<ReportedTest> tests) =>
        tests.Any(test => test.IsError) ? "FAILED" : tests.Any(test => test.IsDoubtful) ? "WARNED" : "PASSED";
}
