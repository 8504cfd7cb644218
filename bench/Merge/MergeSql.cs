using System.Globalization;

using Weir.Bench.Large;

namespace Weir.Bench.Merge;

/// <summary>What somebody who has DuckDB alone would write to bring newer rows into a table.</summary>
internal static class MergeSql
{
    private const string Columns = "id, measured_at, station, region, value, count, valid, city, zip, note";

    /// <summary>Rows for the table, the first half of the file's ids not among them.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="firstId">The least id.</param>
    public static string Standing(long rows, long firstId) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT id, TIMESTAMP '2024-01-01' + to_seconds(id), 'S' || id % 10000, 'amber', id / 7.0, (id % 9)::INTEGER, id % 3 > 0,
            'basalt', (id % 99999)::VARCHAR, 'cedar ' || id % 50
        FROM range({firstId}, {firstId + rows}) AS r(id)
        """);

    public static string Merge(string file) =>
        $"""
        MERGE INTO measurements USING ({MeasurementsSql.Select(file)}) AS newer USING (id)
        WHEN MATCHED THEN UPDATE
        WHEN NOT MATCHED THEN INSERT
        """;

    public static string InsertOrReplace(string file) => $"INSERT OR REPLACE INTO measurements {MeasurementsSql.Select(file)}";

    public static string DeleteAndInsert(string file) =>
        $"""
        BEGIN;
        CREATE TEMP TABLE newer AS {MeasurementsSql.Select(file)};
        DELETE FROM measurements USING newer WHERE measurements.id = newer.id;
        INSERT INTO measurements ({Columns}) SELECT {Columns} FROM newer;
        COMMIT
        """;
}
