namespace Weir.Engine.Warehouses;

/// <summary>A table as a warehouse has it, or is to have it.</summary>
/// <param name="Table">Its name, as the project writes it: <c>name</c> or <c>schema.name</c>.</param>
/// <param name="Columns">Its columns, in order.</param>
internal sealed record TableShape(string Table, IReadOnlyList<ShapeColumn> Columns)
{
    /// <summary>Whether columns that stand keep their types.</summary>
    public bool KeepsTypes { get; init; }
}
