using System.Globalization;

using Weir.Bench.Large;
using Weir.Bench.Measuring;

namespace Weir.Bench.Checks;

/// <summary>The same large file with tests on its table and without.</summary>
internal static class ChecksBench
{
    private const double Wanted = 0.7;

    private const string Without = "Weir, no tests";
    private const string WithRows = "Weir, not_null, accepted_range, accepted_values and matches";
    private const string WithUnique = "Weir, not_null, accepted_range, matches and unique";

    private const string Rows =
        """

            tests:
              - not_null: [measured_at]
              - accepted_range: { column: id, min: 0 }
              - matches: { column: station, pattern: "S.*|.*" }
        """;

    private const string Values = "\n      - accepted_values: { column: valid, values: [true, false] }";
    private const string Unique = "\n      - unique: [id]";

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var bytes = options.Quick ? 200_000_000L : 1_000_000_000L;
        var input = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"measurements-{bytes}.ndjson"), path => MeasurementLines.Write(path, bytes));
        var megabytes = new FileInfo(input).Length / 1e6;
        var rows = File.ReadLines(input).LongCount();

        var turns = new Interleaved(workspace, options, "MB/s");
        turns.Add(Without, async folder => megabytes / await WeirLarge.RunAsync(folder, input, rows));
        turns.Add(WithRows, async folder => megabytes / await WeirLarge.RunAsync(folder, input, rows, Rows + Values));
        turns.Add(WithUnique, async folder => megabytes / await WeirLarge.RunAsync(folder, input, rows, Rows + Unique));
        await turns.RunAsync();

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Tests: {megabytes:N0} MB of newline-delimited JSON, {rows:N0} rows, four tests before they are published"));
        turns.Report(section);
        turns.HoldRatio(section, "four tests of rows over none", WithRows, Without, Wanted);
        turns.HoldRatio(section, "three and unique over none", WithUnique, Without, Wanted);
        return section;
    }
}
