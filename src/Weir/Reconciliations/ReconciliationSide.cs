namespace Weir.Reconciliations;

/// <summary>One side of a reconciliation: a table of the warehouse, or a query over it.</summary>
/// <param name="Text">The table's name as SQL writes it, or the query.</param>
/// <param name="IsQuery">Whether it is a query.</param>
public sealed record ReconciliationSide(string Text, bool IsQuery);
