using Weir.Bench.Measuring;
using Weir.Bench.Running;

namespace Weir.Bench.Large;

/// <summary>The same file in a bucket, loaded by Weir with the quarantine on.</summary>
internal static class WeirLarge
{
    public const string Yaml =
        """
        project: bench
        buckets:
          raw: {}
        tables:
          measurements:
            source: raw/measurements/**.ndjson
            format: json
            columns:
              id:          { type: bigint, nullable: false }
              measured_at: { type: timestamp }
              station:     { type: varchar }
              region:      { type: varchar }
              value:       { type: double }
              count:       { type: integer }
              valid:       { type: boolean }
              city:        { type: varchar, path: "@.place.city" }
              zip:         { type: varchar, path: "@.place.zip" }
              note:        { type: varchar }
        """;

    /// <param name="folder">Where the project is made.</param>
    /// <param name="input">The file.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="tests">More keys of the table.</param>
    /// <returns>Seconds from the engine's start to the delivery settled.</returns>
    public static async Task<double> RunAsync(string folder, string input, long rows, string tests = "")
    {
        var project = BenchProject.Make(folder, Yaml + tests);
        await Arrivals.LandAsync(folder, project, [input], "raw/measurements/");
        Disk.WriteBack();
        await using var engine = await BenchEngine.OpenAsync(folder, project);
        var took = await engine.WorkOffAsync();
        engine.Expect("measurements", rows);
        engine.Expect("weir.load_history WHERE status = 'LOADED'", 1);
        return took.TotalSeconds;
    }
}
