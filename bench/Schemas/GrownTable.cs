using System.Globalization;

using Weir.Bench.Measuring;
using Weir.Bench.Running;
using Weir.Local.Warehouses;

namespace Weir.Bench.Schemas;

/// <summary>A large table that takes the shape of its files, and one more file.</summary>
internal static class GrownTable
{
    private const string Yaml =
        """
        project: bench
        buckets:
          raw: {}
        tables:
          measurements:
            source: raw/measurements/**.ndjson
        """;

    /// <param name="folder">Where.</param>
    /// <param name="input">The file, whose rows have a column <c>more</c>.</param>
    /// <param name="rows">The rows of the file.</param>
    /// <param name="standing">The rows that stand in the table.</param>
    /// <param name="hasColumn">Whether the table has that column before.</param>
    /// <returns>Seconds from the engine's start to the delivery settled.</returns>
    public static async Task<double> LoadAsync(string folder, string input, long rows, long standing, bool hasColumn)
    {
        var project = BenchProject.Make(folder, Yaml);
        await Arrivals.LandAsync(folder, project, [input], "raw/measurements/");
        using (var store = DuckDbStore.Open(Path.Combine(folder, ".weir", "local", "warehouse.db")))
        using (var rental = store.Rent())
        {
            rental.Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                CREATE TABLE measurements AS
                SELECT id, TIMESTAMP '2024-01-01' + to_seconds(id) AS measured_at, 'S' || id % 10000 AS station, 'amber' AS region,
                    id / 7.0::DOUBLE AS value, id % 9 AS count, id % 3 > 0 AS valid, 'basalt' AS place__city,
                    (id % 99999)::VARCHAR AS place__zip, 'cedar ' || id % 50 AS note, {(hasColumn ? "(id % 300)::VARCHAR AS more, " : "")}0::BIGINT AS _weir_load_id, uuid() AS _weir_id
                FROM range({standing}) AS r(id)
                """));
            rental.Execute("CHECKPOINT");
        }

        Disk.WriteBack();
        await using var engine = await BenchEngine.OpenAsync(folder, project);
        var took = await engine.WorkOffAsync();
        engine.Expect("measurements", standing + rows);
        engine.Expect("weir.schema_history", hasColumn ? 0 : 1);
        return took.TotalSeconds;
    }
}
