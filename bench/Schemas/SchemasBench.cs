using System.Globalization;

using Weir.Bench.Large;
using Weir.Bench.Measuring;

namespace Weir.Bench.Schemas;

/// <summary>A load that changes a large table, beside one that does not.</summary>
internal static class SchemasBench
{
    private const int LineBytes = 189;
    private const double Wanted = 1 / 1.2;

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var standing = options.Quick ? 1_000_000L : 10_000_000L;
        var section = new Section(string.Create(CultureInfo.InvariantCulture, $"Schemas: a file into an inferred table of {standing:N0} rows"));
        var turns = new Interleaved(workspace, options, "rows/s");
        var sizes = new[] { standing / 100, standing / 10 };
        foreach (var rows in sizes)
        {
            Add(turns, workspace, rows, standing);
        }

        await turns.RunAsync();
        turns.Report(section);
        foreach (var rows in sizes)
        {
            turns.HoldRatio(
                section, string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, a column more over none"), Name(rows, "a column more"), Name(rows, "no new column"), Wanted);
        }

        return section;
    }

    private static void Add(Interleaved turns, Workspace workspace, long rows, long standing)
    {
        var plain = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"measurements-{rows * LineBytes}.ndjson"),
            path => MeasurementLines.Write(path, rows * LineBytes));
        var input = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"measurements-more-{rows * LineBytes}.ndjson"),
            path => File.WriteAllLines(path, File.ReadLines(plain).Select(line => $"{line[..^1]},\"more\":\"{line.Length}\"}}")));
        var lines = File.ReadLines(input).LongCount();
        turns.Add(Name(rows, "no new column"), async folder => lines / await GrownTable.LoadAsync(folder, input, lines, standing, hasColumn: true));
        turns.Add(Name(rows, "a column more"), async folder => lines / await GrownTable.LoadAsync(folder, input, lines, standing, hasColumn: false));
    }

    private static string Name(long rows, string what) => string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {what}");
}
