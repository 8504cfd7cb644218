namespace Weir.Tables;

/// <summary>What changed about a table. Stored in upper case with underscores, as load statuses are.</summary>
public enum SchemaChangeKind
{
    /// <summary>The table was made.</summary>
    TableCreated,

    /// <summary>A column was added; rows that stood there have no value in it.</summary>
    ColumnAdded,

    /// <summary>A column got a type that holds more; its values stay.</summary>
    TypeWidened,

    /// <summary>A column got another name; its values stay.</summary>
    ColumnRenamed,
}
