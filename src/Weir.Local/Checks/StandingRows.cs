using Weir.DuckDb;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Checks;

/// <summary>The rows that stand in a table, as rows that are tested.</summary>
/// <param name="All">All of them.</param>
/// <param name="Sample">Those that tests of rows look at.</param>
internal sealed record StandingRows(TestedRows All, TestedRows Sample)
{
    /// <summary>The table, quoted; of one that keeps a history, the rows that hold still.</summary>
    public static string HoldingNow(TableDefinition table)
    {
        var name = TableName.Quote(table.Name);
        return table.Merge?.History is { } history ? $"(SELECT * FROM {name} WHERE {DuckDbIdentifier.Quote(history.ValidTo)} IS NULL)" : name;
    }

    /// <param name="rental">The connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="sample">How many rows a sample has; all of them when null.</param>
    /// <returns>None when nothing has been loaded into the table yet.</returns>
    public static StandingRows? Of(Rental rental, TableDefinition table, long? sample)
    {
        if (ShapeKeeper.Describe(rental, table.Name) is not { } shape)
        {
            return null;
        }

        var name = HoldingNow(table);
        var all = new TestedRows(rental, table, shape.Columns) { Relation = name, Condition = "true" };
        if (sample is not { } size)
        {
            return new StandingRows(all, all);
        }

        // By what is in the row, and not by its place, which moves. Of merged tables the key is enough, and stays when others change.
        var told = table.Merge?.PrimaryKey ?? shape.Columns.Select(c => c.Name);
        var hash = $"hash({string.Join(", ", told.Select(c => $"s.{DuckDbIdentifier.Quote(c)}"))})";
        return new StandingRows(all, new TestedRows(rental, table, shape.Columns)
        {
            Relation = $"(SELECT * FROM {name} AS s ORDER BY {hash} LIMIT {TestedRows.Text(size)})",
            Condition = "true",
        });
    }
}
