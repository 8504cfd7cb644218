namespace Weir.Testing;

/// <summary>Rows of a table, or of a query.</summary>
/// <param name="Line">Where it stands in its file.</param>
public sealed record ExpectedRows(int Line)
{
    /// <summary>The table. None for a query.</summary>
    public string? Table { get; init; }

    /// <summary>The query. None for a table.</summary>
    public string? Query { get; init; }

    /// <summary>The rows, each a JSON object: columns that it does not have may hold anything. None when only their number matters.</summary>
    public IReadOnlyList<string>? Rows { get; init; }

    /// <summary>How many rows there must be. As many as are written out when none.</summary>
    public int? Count { get; init; }

    /// <summary>Whether the rows must come in this order. No by default.</summary>
    public bool IsOrdered { get; init; }
}
