namespace Weir.Tables;

/// <summary>The words under which changes of a table's schema are stored and shown.</summary>
public static class SchemaChangeNames
{
    /// <summary>The word for a kind of change, such as <c>COLUMN_ADDED</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Of(SchemaChangeKind kind) => kind switch
    {
        SchemaChangeKind.TableCreated => "TABLE_CREATED",
        SchemaChangeKind.ColumnAdded => "COLUMN_ADDED",
        SchemaChangeKind.TypeWidened => "TYPE_WIDENED",
        _ => "COLUMN_RENAMED",
    };
}
