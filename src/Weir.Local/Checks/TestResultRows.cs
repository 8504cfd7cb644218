using System.Text.Json;

using Weir.Checks;
using Weir.Engine.Warehouses;
using Weir.Local.Warehouses;

namespace Weir.Local.Checks;

/// <summary>Results of tests as rows of <c>weir.test_results</c>.</summary>
internal static class TestResultRows
{
    public static IRowSource Of(IReadOnlyList<TestResult> results) =>
        new RecordRows<TestResult>(SystemTables.TestResults, results, static (rows, row, result) =>
        {
            rows.SetText(0, row, result.Test);
            rows.SetText(1, row, result.Table);
            rows.SetInt64(2, row, result.LoadId);
            rows.SetText(3, row, result.File);
            rows.SetText(4, row, result.Severity.ToString().ToLowerInvariant());
            rows.SetText(5, row, result.Outcome.ToString().ToUpperInvariant());
            rows.SetInt64(6, row, result.RowsChecked);
            rows.SetInt64(7, row, result.RowsFailing);
            rows.SetText(8, row, result.Samples.Count == 0 ? null : JsonSerializer.Serialize(result.Samples, TestResultJson.Default.IReadOnlyListString));
            rows.SetText(9, row, result.Message);
            rows.SetInstant(10, row, result.TestedAt);
        });
}
