using Weir.DuckDb;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Local.Warehouses.Merging;

/// <summary>Where rows wait that take the place of others: a table of the connection's own, which goes with it.</summary>
internal static class MergeStage
{
    /// <summary>The table.</summary>
    public const string Name = "temp.weir_staged";

    /// <summary>The columns that a table takes over from the stage.</summary>
    public static TableShape ShapeOf(TableShape staged) =>
        staged with { Columns = [.. staged.Columns.Where(c => c.Name != DeclaredShape.Position)] };

    /// <summary>Makes the stage.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="staged">The columns of the rows, with their place in the file.</param>
    /// <param name="merge">How they find the rows that they replace.</param>
    /// <exception cref="RefusedException">WEIR6023: <c>hard_delete</c> is no condition over the columns.</exception>
    public static void Make(Rental rental, TableShape staged, MergeDefinition merge)
    {
        rental.Execute(
            $"CREATE OR REPLACE TEMP TABLE weir_staged ({string.Join(", ", staged.Columns.Select(c => $"{DuckDbIdentifier.Quote(c.Name)} {ColumnTypes.SqlOf(c.Type)}"))})");
        CheckCondition(rental, merge, staged.Table);
    }

    /// <summary>Whether a staged row removes the row of its key, as SQL.</summary>
    public static string Removes(MergeDefinition merge) => merge.HardDelete is { } condition ? $"coalesce(({condition}\n), false)" : "false";

    /// <summary>What is written where a condition belongs must not end the statement and begin another.</summary>
    private static void CheckCondition(Rental rental, MergeDefinition merge, string table)
    {
        if (merge.HardDelete is not { } condition)
        {
            return;
        }

        string? why = null;
        try
        {
            using var alone = rental.Connection.CreateCommand($"SELECT coalesce(({condition}\n), false) FROM {Name} LIMIT 0");
            why = alone.IsQuery() ? null : "it ends the statement and begins another";
        }
        catch (DuckDbException error) when (rental.Translate(error, table) is RefusedException)
        {
            why = error.Message;
        }

        if (why is not null)
        {
            throw new RefusedException(new Failure(
                "WEIR6023", $"'hard_delete' of table {table} is no condition over its columns: {why}", "Write one condition, such as: deleted."));
        }
    }
}
