using System.Globalization;

using Weir.Checks;

namespace Weir.Local.Checks;

/// <summary>What a number of failing rows means, and how it is told.</summary>
internal static class Verdicts
{
    public static TestOutcome OutcomeOf(TestDefinition test, long failing) => (failing, test) switch
    {
        (0, _) => TestOutcome.Passed,
        (_, { Quarantine: true }) => TestOutcome.Quarantined,
        (_, { Severity: TestSeverity.Warn }) => TestOutcome.Warned,
        _ => TestOutcome.Failed,
    };

    public static string RowsFail(TestDefinition test, long failing, long rows, IReadOnlyList<string> samples) => string.Create(
        CultureInfo.InvariantCulture, $"{test.Name}: {failing} of {rows} {(rows == 1 ? "row fails" : "rows fail")}{SuchAs(samples)}");

    public static string QueryGives(TestDefinition test, long failing, IReadOnlyList<string> samples) => string.Create(
        CultureInfo.InvariantCulture, $"{test.Name}: the query gives {failing} {(failing == 1 ? "row" : "rows")}{SuchAs(samples)}");

    private static string SuchAs(IReadOnlyList<string> samples) => samples.Count == 0 ? "" : $", such as {samples[0]}";
}
