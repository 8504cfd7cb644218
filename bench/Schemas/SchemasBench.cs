using System.Globalization;

using Weir.Bench.Large;
using Weir.Bench.Measuring;

namespace Weir.Bench.Schemas;

/// <summary>A load that changes a large table, beside one that does not.</summary>
internal static class SchemasBench
{
    private const int LineBytes = 189;
    private const double Wanted = 1 / 1.2;

    private const string Same = "the file has the table's columns";
    private const string Added = "the file has a column more";

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var (rows, standing) = options.Quick ? (10_000L, 1_000_000L) : (100_000L, 10_000_000L);
        var same = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"measurements-{rows * LineBytes}.ndjson"),
            path => MeasurementLines.Write(path, rows * LineBytes));
        var added = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"measurements-more-{rows * LineBytes}.ndjson"),
            path => File.WriteAllLines(path, File.ReadLines(same).Select(line => $"{line[..^1]},\"more\":\"{line.Length}\"}}")));
        var lines = File.ReadLines(same).LongCount();

        var turns = new Interleaved(workspace, options, "rows/s");
        turns.Add(Same, async folder => lines / await GrownTable.LoadAsync(folder, same, lines, standing, changes: 0));
        turns.Add(Added, async folder => lines / await GrownTable.LoadAsync(folder, added, lines, standing, changes: 1));
        await turns.RunAsync();

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Schemas: a file of {lines:N0} rows into an inferred table of {standing:N0}"));
        turns.Report(section);
        turns.HoldRatio(section, "a column more, over none", Added, Same, Wanted);
        return section;
    }
}
