using System.Diagnostics;
using System.Globalization;

using Weir.Bench.Measuring;

namespace Weir.Bench.Large;

/// <summary>One large file of newline-delimited JSON to typed rows.</summary>
internal static class LargeBench
{
    private const string Bare = "DuckDB, INSERT … SELECT from read_json, order not kept";

    private const string ByWeir = "Weir, from bucket to committed rows, quarantine on";

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var bytes = options.Quick ? 200_000_000L : 1_000_000_000L;
        var input = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"measurements-{bytes}.ndjson"), path => MeasurementLines.Write(path, bytes));
        var megabytes = new FileInfo(input).Length / 1e6;
        var rows = File.ReadLines(input).LongCount();

        var turns = new Interleaved(workspace, options, "MB/s");
        turns.Add(Bare, folder => Task.FromResult(megabytes / BareSeconds(folder, input, rows)));
        turns.Add(ByWeir, async folder => megabytes / await WeirLarge.RunAsync(folder, input, rows));
        await turns.RunAsync();

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Large file: {megabytes:N0} MB of newline-delimited JSON, {rows:N0} rows of ten columns"));
        turns.Report(section);
        turns.HoldRatio(section, "over DuckDB's own load", ByWeir, Bare, 0.85);
        return section;
    }

    private static double BareSeconds(string folder, string input, long rows)
    {
        using var bare = new BareDuckDb(folder, keepOrder: false);
        bare.Execute(MeasurementsSql.CreateTable);
        var watch = Stopwatch.StartNew();
        bare.Execute(MeasurementsSql.Insert(input));
        var took = watch.Elapsed;
        bare.Expect("measurements", rows);
        return took.TotalSeconds;
    }
}
