using System.Diagnostics;
using System.Globalization;

using Weir.Bench.Measuring;

namespace Weir.Bench.Small;

/// <summary>Many small JSON files to typed rows.</summary>
internal static class SmallBench
{
    private const string Ordered = "DuckDB, one read_json over all files, as it comes";
    private const string Unordered = "DuckDB, the same, preserve_insertion_order=false";
    private const string OneByOne = "DuckDB, one transaction with a ledger row per file";

    private const string ByWeir = "Weir, from bucket to committed rows with history";

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var files = options.Quick ? 2_000 : 10_000;
        var oneByOne = Math.Min(files, 500);
        var input = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"orders-{files}"), folder => OrderFiles.Write(folder, files));

        var turns = new Interleaved(workspace, options, "files/s");
        turns.Add(Ordered, folder => Task.FromResult(Glob(folder, input, files, keepOrder: true)));
        turns.Add(Unordered, folder => Task.FromResult(Glob(folder, input, files, keepOrder: false)));
        turns.Add(OneByOne, folder => Task.FromResult(EachFile(folder, input, oneByOne)));
        turns.Add(ByWeir, folder => WeirSmall.RunAsync(folder, input, files));
        await turns.RunAsync();

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture,
            $"Small files: {files:N0} JSON files of {AverageSize(input):N0} bytes, {OrderFiles.LinesEach} rows each"));
        turns.Report(section);
        turns.HoldRatio(section, "over one read_json, as it comes", ByWeir, Ordered, 4);
        turns.HoldRatio(section, "over one transaction per file", ByWeir, OneByOne, 20);
        return section;
    }

    private static double Glob(string folder, string input, int files, bool keepOrder)
    {
        using var bare = new BareDuckDb(folder, keepOrder);
        bare.Execute(OrderLinesSql.CreateTable);
        var watch = Stopwatch.StartNew();
        bare.Execute(OrderLinesSql.Insert($"{input}/*.json"));
        var took = watch.Elapsed;
        bare.Expect("order_lines", files * OrderFiles.LinesEach);
        return files / took.TotalSeconds;
    }

    private static double EachFile(string folder, string input, int files)
    {
        using var bare = new BareDuckDb(folder, keepOrder: false);
        bare.Execute(OrderLinesSql.CreateTable);
        bare.Execute(OrderLinesSql.CreateLedger);
        var watch = Stopwatch.StartNew();
        for (var order = 0; order < files; order++)
        {
            var file = OrderFiles.NameOf(order);
            bare.Execute(
                $"""
                BEGIN;
                {OrderLinesSql.Insert($"{input}/{file}")};
                INSERT INTO load_history VALUES ('{file}', {OrderFiles.LinesEach}, now());
                COMMIT;
                """);
        }

        var took = watch.Elapsed;
        bare.Expect("order_lines", files * OrderFiles.LinesEach);
        return files / took.TotalSeconds;
    }

    private static double AverageSize(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles().Average(file => file.Length);
}
