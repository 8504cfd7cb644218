using Weir.DuckDb;
using Weir.Failures;
using Weir.Local.Warehouses;
using Weir.Reconciliations;

namespace Weir.Local.Reconciliations;

/// <summary>Looks at the columns of both sides before any row is read.</summary>
internal static class ReconciledColumns
{
    /// <summary>Makes sure that both sides can be read.</summary>
    /// <exception cref="RefusedException">WEIR6040: a side cannot be read.</exception>
    public static void Check(Rental rental, ReconciliationDefinition definition)
    {
        Check(rental, definition, "source", definition.Source);
        Check(rental, definition, "target", definition.Target);
    }

    /// <summary>The type that holds the values of both sides, of every column that is compared, by the name it is declared with.</summary>
    /// <exception cref="RefusedException">WEIR6041: the columns cannot be compared.</exception>
    public static IReadOnlyDictionary<string, string> TypesOf(Rental rental, ReconciliationDefinition definition)
    {
        var columns = string.Join(", ", ReconciliationSql.ColumnsOf(definition));
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using var command = rental.Connection.CreateCommand(
            $"DESCRIBE SELECT {columns} FROM {ReconciliationSql.RowsOf(definition.Source)} UNION ALL SELECT {columns} FROM {ReconciliationSql.RowsOf(definition.Target)}");
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                types.Add(reader.GetString(0), reader.GetString(1));
            }
        }
        catch (DuckDbException error) when (rental.Translate(error, definition.Name) is RefusedException)
        {
            throw new RefusedException(
                new Failure(
                    "WEIR6041",
                    $"The sides of reconciliation '{definition.Name}' cannot be compared: {error.Message}",
                    "Let a query bring the columns to types that go together."),
                error);
        }

        foreach (var column in definition.Compare.Where(column => column.Tolerance > 0 && !IsNumber(types[column.Name])))
        {
            throw new RefusedException(new Failure(
                "WEIR6041",
                $"Column '{column.Name}' of reconciliation '{definition.Name}' has a tolerance, and is no number but {types[column.Name]}.",
                "Remove the tolerance, or let a query bring the column to a number."));
        }

        return types;
    }

    /// <summary>What is said of a side that DuckDB cannot read.</summary>
    public static RefusedException Unreadable(ReconciliationDefinition definition, string side, DuckDbException error) => new(
        new Failure(
            "WEIR6040",
            $"The {side} of reconciliation '{definition.Name}' cannot be read: {error.Message}",
            "Correct the query, the condition or the names of the columns. A declared table is there once something was loaded into it."),
        error);

    private static void Check(Rental rental, ReconciliationDefinition definition, string name, ReconciliationSide side)
    {
        try
        {
            if (side.IsQuery)
            {
                using var alone = rental.Connection.CreateCommand(side.Text);
                if (!alone.IsQuery())
                {
                    throw new RefusedException(new Failure(
                        "WEIR6040",
                        $"The {name} of reconciliation '{definition.Name}' is not one query: it changes something, or it is several statements.",
                        "Write one SELECT."));
                }
            }

            var where = definition.Where is { } condition ? $"WHERE ({condition}\n)" : "";
            using var command = rental.Connection.CreateCommand(
                $"SELECT {string.Join(", ", ReconciliationSql.ColumnsOf(definition))} FROM {ReconciliationSql.RowsOf(side)} AS side {where} LIMIT 0");
            if (!command.IsQuery())
            {
                throw new RefusedException(new Failure(
                    "WEIR6040", $"'where' of reconciliation '{definition.Name}' is more than a condition.", "Write one condition."));
            }

            command.ExecuteNonQuery();
        }
        catch (DuckDbException error) when (rental.Translate(error, definition.Name) is RefusedException)
        {
            throw Unreadable(definition, name, error);
        }
    }

    private static bool IsNumber(string type) =>
        type.StartsWith("DECIMAL", StringComparison.Ordinal)
        || type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT"
            or "UHUGEINT" or "FLOAT" or "DOUBLE";
}
