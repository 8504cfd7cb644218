using System.Text.Json.Serialization;

using Weir.Checks;
using Weir.Engine.Checks;

namespace Weir.Server.Operations;

/// <summary>What a test said of a table, as listings print it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Test">The test.</param>
/// <param name="Columns">The columns that it is about.</param>
/// <param name="Severity"><c>error</c> or <c>warn</c>.</param>
/// <param name="Outcome"><c>PASSED</c>, <c>FAILED</c>, or <c>BROKEN</c> when it could not be run.</param>
/// <param name="RowsChecked">How many rows it looked at.</param>
/// <param name="RowsFailing">How many rows failed it.</param>
/// <param name="Samples">Some of them, as JSON objects.</param>
/// <param name="Message">What is wrong; none when nothing is.</param>
/// <param name="TestedAt">When it was run.</param>
internal sealed record ListedTestResult(
    string Table,
    string Test,
    IReadOnlyList<string> Columns,
    string Severity,
    string Outcome,
    long RowsChecked,
    long RowsFailing,
    IReadOnlyList<string> Samples,
    string? Message,
    DateTimeOffset TestedAt)
{
    /// <summary>The dataset whose rows were tested; none when those were that stand in the table.</summary>
    public string? Dataset { get; init; }

    /// <summary>The page that tells of it, as <c>bucket/key</c>, with the same as <c>results.json</c> beside it; none when none landed.</summary>
    public string? Report { get; init; }

    private const string Error = "error";

    /// <summary>Whether the table is not as it must be, or nobody knows.</summary>
    [JsonIgnore]
    public bool IsError => Severity == Error && (Outcome is "FAILED" or "BROKEN");

    public static ListedTestResult Of(TestResult result, TestDefinition? test) => new(
        result.Table,
        result.Test,
        ColumnsOf(test),
        result.Severity == TestSeverity.Error ? Error : "warn",
        result.Outcome.ToString().ToUpperInvariant(),
        result.RowsChecked,
        result.RowsFailing,
        result.Samples,
        result.Message,
        result.TestedAt);

    /// <summary>The same, for a report.</summary>
    public ReportedTest ToReport() => new(Table, Test, Columns, Severity, Outcome, RowsChecked, RowsFailing, Message, Samples);

    private static IReadOnlyList<string> ColumnsOf(TestDefinition? test) => test switch
    {
        TestDefinition.NotNull t => [t.Column],
        TestDefinition.Unique t => t.Columns,
        TestDefinition.AcceptedValues t => [t.Column],
        TestDefinition.AcceptedRange t => [t.Column],
        TestDefinition.Matches t => [t.Column],
        TestDefinition.Relationships t => [t.Column],
        TestDefinition.Freshness t => [t.Column],
        _ => [],
    };
}
