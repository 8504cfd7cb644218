using Weir.Buckets;

namespace Weir.Tables;

/// <summary>A change of a table's schema, with the file that asked for it: a row of <c>weir.schema_history</c>.</summary>
public sealed record SchemaChange
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>What changed.</summary>
    public required SchemaChangeKind Kind { get; init; }

    /// <summary>The column, by the name that it has now; none when the table was made.</summary>
    public string? Column { get; init; }

    /// <summary>The type, or the name, that the column had; none when it is new.</summary>
    public string? OldValue { get; init; }

    /// <summary>The type, or the name, that the column has now; none when the table was made.</summary>
    public string? NewValue { get; init; }

    /// <summary>The load that changed the schema.</summary>
    public required long LoadId { get; init; }

    /// <summary>The file of that load.</summary>
    public required ObjectName File { get; init; }

    /// <summary>When the load was published, in UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
