using Weir.Bench.Large;
using Weir.Bench.Measuring;
using Weir.Bench.Running;
using Weir.Local.Warehouses;

namespace Weir.Bench.Merge;

/// <summary>The same file in a bucket, merged by Weir with the quarantine on.</summary>
internal static class WeirMerge
{
    private const string Keys =
        """
            write_disposition: merge
            primary_key: [id]
        """;

    /// <returns>Seconds from the engine's start to the delivery settled.</returns>
    public static async Task<double> RunAsync(string folder, MergeTable table)
    {
        var project = BenchProject.Make(
            folder, WeirLarge.Yaml.Replace("    columns:", $"{Keys}\n    columns:", StringComparison.Ordinal));
        await Arrivals.LandAsync(folder, project, [table.Input], "raw/measurements/");
        using (var store = DuckDbStore.Open(Path.Combine(folder, ".weir", "local", "warehouse.db")))
        using (var rental = store.Rent())
        {
            rental.Execute(MeasurementsSql.CreateTable);
            rental.Execute("ALTER TABLE measurements ADD COLUMN _weir_load_id BIGINT");
            rental.Execute($"INSERT INTO measurements SELECT *, 0 FROM ({MergeSql.Standing(table.Standing, table.FirstId)})");
            rental.Execute("CHECKPOINT");
        }

        Disk.WriteBack();
        await using var engine = await BenchEngine.OpenAsync(folder, project);
        var took = await engine.WorkOffAsync();
        engine.Expect("measurements", table.Merged);
        engine.Expect("weir.load_history WHERE status = 'LOADED'", 1);
        return took.TotalSeconds;
    }
}
