using Weir.DuckDb;

namespace Weir.Local.Warehouses;

/// <summary>What takes the rows of a load: a table, its stage, or files.</summary>
internal abstract class RowTarget
{
    /// <summary>Takes the rows of a query.</summary>
    /// <param name="columns">The columns that they have values for, in order.</param>
    /// <param name="select">Selects those, in the same order.</param>
    public abstract void Take(IReadOnlyList<string> columns, string select);

    /// <summary>A table that takes rows.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="table">The table, quoted.</param>
    internal sealed class Table(Rental rental, string table) : RowTarget
    {
        public override void Take(IReadOnlyList<string> columns, string select) =>
            rental.Execute($"INSERT INTO {table} ({string.Join(", ", columns.Select(DuckDbIdentifier.Quote))}) {select}");
    }
}
