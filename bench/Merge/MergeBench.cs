using System.Diagnostics;
using System.Globalization;

using Weir.Bench.Large;
using Weir.Bench.Measuring;

namespace Weir.Bench.Merge;

/// <summary>Newer rows into a large table, by key.</summary>
internal static class MergeBench
{
    private const int TimesLarger = 10;
    private const int LineBytes = 189;
    private const double Wanted = 0.7;

    private const string ByMerge = "DuckDB, MERGE INTO … USING read_json";
    private const string ByConflict = "DuckDB, INSERT OR REPLACE, with a primary key";
    private const string ByDelete = "DuckDB, delete and insert from a temporary table";
    private const string ByWeir = "Weir, write_disposition: merge, from bucket to committed rows";

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var bytes = (options.Quick ? 100_000L : 1_000_000L) * LineBytes;
        var input = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"measurements-{bytes}.ndjson"), path => MeasurementLines.Write(path, bytes));
        var rows = File.ReadLines(input).LongCount();
        var table = new MergeTable(input, rows, rows * TimesLarger);

        var turns = new Interleaved(workspace, options, "rows/s");
        turns.Add(ByMerge, folder => Task.FromResult(rows / BareSeconds(folder, table, MergeSql.Merge(input))));
        turns.Add(ByDelete, folder => Task.FromResult(rows / BareSeconds(folder, table, MergeSql.DeleteAndInsert(input))));
        turns.Add(ByConflict, folder => Task.FromResult(rows / BareSeconds(folder, table, MergeSql.InsertOrReplace(input), hasKey: true)));
        turns.Add(ByWeir, async folder => rows / await WeirMerge.RunAsync(folder, table));
        await turns.RunAsync();

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Merge: {rows:N0} rows, half of them new, into {table.Standing:N0} on a bigint key"));
        turns.Report(section);
        turns.HoldRatio(section, "over MERGE", ByWeir, ByMerge, Wanted);
        turns.HoldRatio(section, "over delete and insert", ByWeir, ByDelete, Wanted);
        turns.HoldRatio(section, "over INSERT OR REPLACE", ByWeir, ByConflict, Wanted);
        return section;
    }

    private static double BareSeconds(string folder, MergeTable table, string sql, bool hasKey = false)
    {
        using var bare = new BareDuckDb(folder, keepOrder: false);
        bare.Execute(MeasurementsSql.CreateTable);
        bare.Execute($"INSERT INTO measurements {MergeSql.Standing(table.Standing, table.FirstId)}");
        if (hasKey)
        {
            bare.Execute("ALTER TABLE measurements ADD PRIMARY KEY (id)");
        }

        bare.Execute("CHECKPOINT");
        Disk.WriteBack();
        var watch = Stopwatch.StartNew();
        bare.Execute(sql);
        var took = watch.Elapsed;
        bare.Expect("measurements", table.Merged);
        return took.TotalSeconds;
    }
}
