using Weir.Tables;

namespace Weir.Reconciliations;

/// <summary>One side of a reconciliation: a table of the warehouse, a query over it, files in buckets, or a query over a connection.</summary>
/// <param name="Text">The table's name as SQL writes it, or the query; empty for files.</param>
/// <param name="IsQuery">Whether it is a query.</param>
public sealed record ReconciliationSide(string Text, bool IsQuery)
{
    /// <summary>Which files, and how they are read; none for another kind of side.</summary>
    public TableDefinition? Files { get; init; }

    /// <summary>The connection that the query is for; none when it is for the warehouse.</summary>
    public string? Connection { get; init; }

    /// <summary>Whether the rows are outside of the warehouse.</summary>
    public bool IsOutside => Files is not null || Connection is not null;
}
