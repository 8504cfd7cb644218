using Weir.Bench.Measuring;
using Weir.Bench.Running;

namespace Weir.Bench.Small;

/// <summary>The same files in a bucket, loaded by Weir: typed, checked, with a ledger entry each, exactly once.</summary>
internal static class WeirSmall
{
    public const string Yaml =
        """
        project: bench
        buckets:
          raw: {}
        tables:
          order_lines:
            source: raw/orders/**.json
            format: json
            rows: $.lines[*]
            columns:
              order_id:    { type: bigint, path: $.id, nullable: false }
              ordered_at:  { type: timestamp, path: $.ordered_at }
              customer_id: { type: bigint, path: $.customer.id }
              customer:    { type: varchar, path: $.customer.name }
              region:      { type: varchar, path: $.customer.region }
              zip:         { type: varchar, path: $.customer.address.zip }
              sku:         { type: varchar }
              quantity:    { type: integer }
              price:       { type: "decimal(9,2)" }
              description: { type: varchar }
              note:        { type: varchar, path: $.note }
        """;

    /// <returns>Files a second, from the engine's start to the last delivery settled.</returns>
    public static async Task<double> RunAsync(string folder, string input, int files)
    {
        var project = BenchProject.Make(folder, Yaml);
        await Arrivals.LandAsync(folder, project, Directory.GetFiles(input), "raw/orders/");
        Disk.WriteBack();
        await using var engine = await BenchEngine.OpenAsync(folder, project);
        var took = await engine.WorkOffAsync();
        engine.Expect("order_lines", files * OrderFiles.LinesEach);
        engine.Expect("weir.load_history WHERE table_name = 'order_lines' AND status = 'LOADED'", files);
        return files / took.TotalSeconds;
    }
}
