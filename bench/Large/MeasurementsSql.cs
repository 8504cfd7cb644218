namespace Weir.Bench.Large;

/// <summary>What somebody who has DuckDB alone would write to get the lines into a table.</summary>
internal static class MeasurementsSql
{
    public const string CreateTable =
        """
        CREATE TABLE measurements (
            id BIGINT, measured_at TIMESTAMP, station VARCHAR, region VARCHAR, value DOUBLE, count INTEGER, valid BOOLEAN,
            city VARCHAR, zip VARCHAR, note VARCHAR)
        """;

    public static string Insert(string file) => $"INSERT INTO measurements {Select(file)}";

    public static string Select(string file) =>
        $$"""
        SELECT id, measured_at, station, region, value, count, valid, place.city AS city, place.zip AS zip, note
        FROM read_json('{{file}}', format = 'newline_delimited', columns = {
            id: 'BIGINT', measured_at: 'TIMESTAMP', station: 'VARCHAR', region: 'VARCHAR', value: 'DOUBLE', count: 'INTEGER',
            valid: 'BOOLEAN', place: 'STRUCT(city VARCHAR, zip VARCHAR)', note: 'VARCHAR' })
        """;
}
