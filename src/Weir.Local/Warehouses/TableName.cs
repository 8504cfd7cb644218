using Weir.DuckDb;

namespace Weir.Local.Warehouses;

/// <summary>A table's name as SQL.</summary>
internal static class TableName
{
    /// <summary>The schema and the table of <c>name</c> or <c>schema.name</c>. A project's own tables live in <c>main</c>.</summary>
    public static (string Schema, string Table) Split(string name) => name.Split('.', 2) switch
    {
        [var schema, var table] => (schema, table),
        _ => ("main", name),
    };

    /// <summary>The name, quoted, with its schema.</summary>
    public static string Quote(string name)
    {
        var (schema, table) = Split(name);
        return $"{DuckDbIdentifier.Quote(schema)}.{DuckDbIdentifier.Quote(table)}";
    }
}
