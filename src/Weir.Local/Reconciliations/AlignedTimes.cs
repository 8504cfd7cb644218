using Weir.DuckDb;
using Weir.Local.Warehouses;
using Weir.Reconciliations;

namespace Weir.Local.Reconciliations;

/// <summary>
/// Writes times that one side has as text, such as all that SQLite has, in the way that the other side's times are written as text: then
/// <c>2026-01-31T10:00:00Z</c> and the moment itself are the same. A text that is no time stays as it is, and so is told as a difference.
/// </summary>
internal static class AlignedTimes
{
    private const string Text = "VARCHAR";

    private static readonly HashSet<string> Times =
        ["DATE", "TIME", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE"];

    /// <summary>The definition with the rows of its sides as they are to be compared.</summary>
    public static ReconciliationDefinition Of(Rental rental, ReconciliationDefinition definition)
    {
        var (source, target) = (TypesOf(rental, definition, definition.Source), TypesOf(rental, definition, definition.Target));
        return definition with
        {
            Source = Aligned(definition.Source, source, target),
            Target = Aligned(definition.Target, target, source),
        };
    }

    private static ReconciliationSide Aligned(ReconciliationSide side, List<(string Name, string Type)> own, List<(string Name, string Type)> others)
    {
        var texts = own.Zip(others).Where(pair => pair.First.Type == Text && Times.Contains(pair.Second.Type)).ToList();
        return texts.Count == 0
            ? side
            : new ReconciliationSide(
                $"SELECT * REPLACE ({string.Join(", ", texts.Select(pair => Written(DuckDbIdentifier.Quote(pair.First.Name), pair.Second.Type)))}) FROM {ReconciliationSql.RowsOf(side)}",
                IsQuery: true);
    }

    private static string Written(string column, string type)
    {
        // A text with a time of day is no date, though it can be made one.
        var time = type == "DATE" ? $"CASE WHEN TRY_CAST({column} AS TIMESTAMP) = TRY_CAST({column} AS DATE) THEN TRY_CAST({column} AS DATE) END" : $"TRY_CAST({column} AS {type})";
        return $"coalesce(({time})::VARCHAR, {column}) AS {column}";
    }

    private static List<(string Name, string Type)> TypesOf(Rental rental, ReconciliationDefinition definition, ReconciliationSide side)
    {
        var types = new List<(string Name, string Type)>();
        using var command = rental.Connection.CreateCommand(
            $"DESCRIBE SELECT {string.Join(", ", ReconciliationSql.ColumnsOf(definition))} FROM {ReconciliationSql.RowsOf(side)}");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            types.Add((reader.GetString(0), reader.GetString(1)));
        }

        return types;
    }
}
