using System.Text.Json.Serialization;

namespace Weir.Engine.Checks;

/// <summary>What one test said, in a report.</summary>
internal sealed record ReportedTest(
    string Table,
    string Test,
    IReadOnlyList<string> Columns,
    string Severity,
    string Outcome,
    long RowsChecked,
    long RowsFailing,
    string? Message,
    IReadOnlyList<string> Samples)
{
    /// <summary>Whether the rows are not as they must be, or nobody knows.</summary>
    [JsonIgnore]
    public bool IsError => Severity == "error" && Outcome is ("FAILED" or "BROKEN");

    /// <summary>Whether there is something to look at.</summary>
    [JsonIgnore]
    public bool IsDoubtful => Outcome is not ("PASSED" or "SKIPPED");
}
