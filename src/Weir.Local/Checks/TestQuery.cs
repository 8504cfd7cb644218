using System.Text.Json;

using Weir.Checks;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Local.Warehouses;

namespace Weir.Local.Checks;

/// <summary>The query of a test, let in only when it can do nothing but read tables.</summary>
/// <remarks>
/// It stands as a part of a larger SELECT, in which DuckDB lets nothing be written. What is left is reading files and calling
/// functions that do more than compute; both are seen in the query's own tree, before it is run.
/// </remarks>
internal static class TestQuery
{
    /// <summary>Functions that give rows and look at nothing but their arguments.</summary>
    private static readonly HashSet<string> RowFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "generate_series", "json_each", "json_tree", "range", "repeat", "repeat_row", "unnest",
    };

    /// <summary>Functions that change something, or wait.</summary>
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "currval", "nextval", "setseed", "sleep_ms", "write_log", "getenv",
    };

    /// <summary>The query without what ends it, to stand in parentheses on lines of its own.</summary>
    /// <exception cref="BrokenTestException">WEIR6031: it is not one query, or does more than to read tables.</exception>
    public static string Of(Rental rental, TestDefinition.Sql test)
    {
        using var tree = Parse(rental, test);
        if (tree.RootElement.GetProperty("error").GetBoolean())
        {
            var message = tree.RootElement.GetProperty("error_message").GetString()!;
            throw Refuse(
                test,
                message.Contains("Only SELECT", StringComparison.Ordinal) ? "it is no SELECT" : message,
                "Write one SELECT that gives the rows that are wrong.");
        }

        var statements = tree.RootElement.GetProperty("statements");
        if (statements.GetArrayLength() != 1)
        {
            throw Refuse(test, "it is several statements", "Write one SELECT, or a test for each.");
        }

        Check(rental, test, statements[0]);
        return test.Query.TrimEnd().TrimEnd(';');
    }

    private static JsonDocument Parse(Rental rental, TestDefinition.Sql test)
    {
        using var command = rental.Connection.CreateCommand("SELECT json_serialize_sql($1::VARCHAR)::VARCHAR");
        command.Parameters.Add(new DuckDbParameter(test.Query));
        try
        {
            return JsonDocument.Parse((string)command.ExecuteScalar()!, new JsonDocumentOptions { MaxDepth = 1000 });
        }
        catch (Exception error) when (error is JsonException or DuckDbException or ArgumentException)
        {
            throw Refuse(test, "it cannot be read", "Write a simpler query.", error);
        }
    }

    private static void Check(Rental rental, TestDefinition.Sql test, JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                Check(rental, test, item);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            switch (Text(node, "type"))
            {
                case "BASE_TABLE":
                    CheckTable(rental, test, node);
                    break;
                case "TABLE_FUNCTION":
                    CheckName(test, Text(node.GetProperty("function"), "function_name"), RowFunctions.Contains);
                    break;
                case "FUNCTION":
                    CheckName(test, Text(node, "function_name"), name => !Refused.Contains(name));
                    break;
            }

            foreach (var property in node.EnumerateObject())
            {
                Check(rental, test, property.Value);
            }
        }
    }

    /// <summary>DuckDB takes the name of a table that is not there for a file, if it looks like one.</summary>
    private static void CheckTable(Rental rental, TestDefinition.Sql test, JsonElement node)
    {
        var (schema, name) = (Text(node, "schema_name"), Text(node, "table_name"));
        if (schema.Length == 0 && Text(node, "catalog_name").Length == 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or ' ' or '-'))
        {
            return;
        }

        using var command = rental.Connection.CreateCommand(
            """
            SELECT count(*) FROM (
              SELECT schema_name AS s, table_name AS t FROM duckdb_tables() UNION ALL SELECT schema_name, view_name FROM duckdb_views())
            WHERE lower(t) = lower($2) AND lower(s) = lower(CASE WHEN $1 = '' THEN 'main' ELSE $1 END)
            """);
        command.Parameters.Add(new DuckDbParameter(schema));
        command.Parameters.Add(new DuckDbParameter(name));
        if (Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) == 0)
        {
            throw Refuse(
                test,
                $"there is no table '{(schema.Length == 0 ? name : $"{schema}.{name}")}', and tests read no files",
                "Read from staged, standing or a table of the warehouse.");
        }
    }

    private static void CheckName(TestDefinition.Sql test, string name, Func<string, bool> isFine)
    {
        if (!isFine(name))
        {
            throw Refuse(test, $"it calls {name}, which does more than to read tables", "Read from staged, standing or a table of the warehouse.");
        }
    }

    private static string Text(JsonElement node, string property) =>
        node.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static BrokenTestException Refuse(TestDefinition.Sql test, string why, string hint, Exception? inner = null) =>
        new(test, new Failure("WEIR6031", $"The query of the test '{test.Name}' is not let in: {why}.", hint), inner);
}
