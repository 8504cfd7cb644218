using System.Diagnostics;
using System.Globalization;

using Weir.Bench.Large;
using Weir.Bench.Measuring;
using Weir.Bench.Running;

namespace Weir.Bench.Lake;

/// <summary>One large file to Parquet, partitioned by year and month.</summary>
internal static class LakeBench
{
    private const int LineBytes = 189;
    private const double Wanted = 0.8;

    private const string Storage = "    storage: { parquet: lake/measurements, partition_by: [year(measured_at), month(measured_at)] }\n";

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var bytes = (options.Quick ? 500_000L : 5_000_000L) * LineBytes;
        var lines = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"measurements-{bytes}.ndjson"), path => MeasurementLines.Write(path, bytes));
        var parquet = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"measurements-{bytes}.parquet"), path => Pack(lines, path));
        var rows = File.ReadLines(lines).LongCount();

        var turns = new Interleaved(workspace, options, "rows/s");
        foreach (var (input, from, yaml) in new[] { (lines, "NDJSON", WeirLarge.Yaml), (parquet, "Parquet", Flat) })
        {
            turns.Add(Bare(from), folder => Task.FromResult(rows / BareSeconds(folder, input, rows)));
            turns.Add(ByWeir(from), async folder => rows / await WeirSecondsAsync(folder, input, yaml, rows));
        }

        await turns.RunAsync();
        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Lake: {rows:N0} rows of ten columns to Parquet by year and month, 24 partitions"));
        turns.Report(section);
        turns.HoldRatio(section, "from NDJSON, over raw COPY", ByWeir("NDJSON"), Bare("NDJSON"), Wanted);
        turns.HoldRatio(section, "from Parquet, over raw COPY", ByWeir("Parquet"), Bare("Parquet"), Wanted);
        return section;
    }

    private static string Bare(string from) => $"DuckDB, COPY … (FORMAT parquet, PARTITION_BY …) from {from}, order not kept";

    private static string ByWeir(string from) => $"Weir, from {from} in a bucket to committed rows, durable";

    private static string Flat => WeirLarge.Yaml
        .Replace(".ndjson", ".parquet", StringComparison.Ordinal)
        .Replace("format: json", "format: parquet", StringComparison.Ordinal)
        .Replace(", path: \"@.place.city\"", "", StringComparison.Ordinal)
        .Replace(", path: \"@.place.zip\"", "", StringComparison.Ordinal);

    private static void Pack(string lines, string path)
    {
        var folder = Directory.CreateTempSubdirectory("weir-bench-").FullName;
        using (var bare = new BareDuckDb(folder, keepOrder: true))
        {
            bare.Execute($"COPY ({MeasurementsSql.Select(lines)}) TO '{path}' (FORMAT parquet)");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static double BareSeconds(string folder, string input, long rows)
    {
        using var bare = new BareDuckDb(folder, keepOrder: false);
        var source = input.EndsWith(".parquet", StringComparison.Ordinal) ? $"SELECT * FROM '{input}'" : MeasurementsSql.Select(input);
        var to = Path.Combine(folder, "bare");
        Disk.WriteBack();
        var watch = Stopwatch.StartNew();
        bare.Execute(
            $"COPY (SELECT *, year(measured_at) AS year, month(measured_at) AS month FROM ({source})) TO '{to}' (FORMAT parquet, PARTITION_BY (year, month))");
        var took = watch.Elapsed;
        bare.Expect($"read_parquet('{to}/**/*.parquet')", rows);
        return took.TotalSeconds;
    }

    private static async Task<double> WeirSecondsAsync(string folder, string input, string yaml, long rows)
    {
        var project = BenchProject.Make(folder, yaml
            .Replace("  raw: {}", "  raw: {}\n  lake: {}", StringComparison.Ordinal)
            .Replace("    columns:", $"{Storage}    columns:", StringComparison.Ordinal));
        await Arrivals.LandAsync(folder, project, [input], "raw/measurements/");
        Disk.WriteBack();
        await using var engine = await BenchEngine.OpenAsync(folder, project);
        var took = await engine.WorkOffAsync();
        engine.Expect("measurements", rows);
        engine.Expect("weir.load_history WHERE status = 'LOADED'", 1);
        return took.TotalSeconds;
    }
}
