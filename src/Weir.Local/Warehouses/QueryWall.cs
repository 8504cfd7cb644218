using System.Text.Json;
using System.Text.RegularExpressions;

using Weir.Failures;

namespace Weir.Local.Warehouses;

/// <summary>
/// Keeps people's queries from what DuckDB lets a SELECT do besides reading: functions that write files, change settings or run other
/// texts. Which functions a text names is taken from DuckDB's own parser.
/// </summary>
/// <remarks>
/// A transaction that is read-only keeps tables as they are, and no more: it says nothing of files and settings, nor of what is explained
/// and run. Functions that are not known here are refused, so that a new DuckDB brings no new way out.
/// </remarks>
internal static partial class QueryWall
{
    /// <summary>Deeper than people write, and not so deep that reading it takes the stack.</summary>
    private const int MostDepth = 1_000;

    /// <summary>Those that read rows, and files where they are allowed to.</summary>
    private static readonly HashSet<string> Readers = new(StringComparer.OrdinalIgnoreCase)
    {
        "duckdb_columns", "duckdb_constraints", "duckdb_dependencies", "duckdb_functions", "duckdb_indexes", "duckdb_keywords", "duckdb_schemas",
        "duckdb_sequences", "duckdb_tables", "duckdb_types", "duckdb_views", "generate_series", "glob", "histogram", "histogram_values",
        "icu_calendar_names", "json_each", "json_tree", "parquet_bloom_probe", "parquet_file_metadata", "parquet_full_metadata",
        "parquet_kv_metadata", "parquet_metadata", "parquet_scan", "parquet_schema", "pg_timezone_names", "pragma_database_size", "pragma_show",
        "pragma_storage_info", "pragma_table_info", "pragma_version", "query_table", "range", "read_blob", "read_csv", "read_csv_auto",
        "read_json", "read_json_auto", "read_json_objects", "read_json_objects_auto", "read_ndjson", "read_ndjson_auto", "read_ndjson_objects",
        "read_parquet", "read_text", "repeat", "repeat_row", "sniff_csv", "summary", "test_all_types", "unnest",
    };

    /// <summary>Makes sure that a text is one query, and names no function that does more than to read.</summary>
    /// <param name="rental">A connection.</param>
    /// <param name="sql">The text.</param>
    /// <returns>Whether it is one query; when it is not, DuckDB says what it is.</returns>
    /// <exception cref="RefusedException">WEIR6010: it is no text of SQL. WEIR6014: it names a function that is not for queries.</exception>
    public static bool Admits(Rental rental, string sql)
    {
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new RefusedException(new Failure("WEIR6010", "The query holds a NUL character, at which it would end.", "Leave it out: chr(0) makes one in a value."));
        }

        if (Parse(rental, Explaining.Match(sql) is { Success: true } explain ? sql[explain.Length..] : sql) is not { } parsed)
        {
            return false;
        }

        var unknown = FunctionsOf(parsed).Where(function => !Readers.Contains(function)).Distinct(StringComparer.OrdinalIgnoreCase).FirstOrDefault(function => !IsMacro(rental, function));
        return unknown is null
            ? true
            : throw new RefusedException(new Failure(
                "WEIR6014",
                $"The function {unknown} is not for queries: it does more than to read rows, or is not known to.",
                "Leave it out. Queries read tables, and files of buckets with read_csv, read_json, read_parquet, read_text and glob."));
    }

    /// <returns>The one SELECT that the text is, as DuckDB understands it; none when it is something else.</returns>
    private static JsonElement? Parse(Rental rental, string sql)
    {
        try
        {
            var parsed = (string)rental.Scalar("SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_empty := true)::VARCHAR", sql)!;
            using var document = JsonDocument.Parse(parsed, new JsonDocumentOptions { MaxDepth = MostDepth });
            return !document.RootElement.GetProperty("error").GetBoolean() && document.RootElement.GetProperty("statements").GetArrayLength() == 1
                ? document.RootElement.Clone()
                : null;
        }
        catch (JsonException)
        {
            throw new RefusedException(new Failure("WEIR6010", "The query is nested too deeply.", "Take it apart: give parts of it names with WITH."));
        }
    }

    private static IEnumerable<string> FunctionsOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(FunctionsOf),
        JsonValueKind.Object => OwnFunction(element).Concat(element.EnumerateObject().SelectMany(member => FunctionsOf(member.Value))),
        _ => [],
    };

    /// <summary>What rows are read from is a function where a table could stand. Elsewhere functions only make values of values.</summary>
    private static IEnumerable<string> OwnFunction(JsonElement element)
    {
        if (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("TABLE_FUNCTION"))
        {
            yield return element.TryGetProperty("function", out var function) && function.TryGetProperty("function_name", out var name)
                ? name.GetString() ?? ""
                : "";
        }
    }

    /// <summary>Whether the project made it, out of SQL, and it is not called as one of DuckDB's own.</summary>
    private static bool IsMacro(Rental rental, string function) => rental.Scalar(
        """
        SELECT count(*) FILTER (function_type = 'table_macro' AND NOT internal) > 0 AND count(*) FILTER (internal) = 0
        FROM duckdb_functions() WHERE lower(function_name) = lower($1)
        """,
        function) is true;

    /// <summary>What may stand before the query that is to be explained. Options hold no parentheses.</summary>
    [GeneratedRegex(@"\A\s*EXPLAIN(\s+ANALY[ZS]E\b)?(\s*\([^()'""]*\))?\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Explaining { get; }
}
