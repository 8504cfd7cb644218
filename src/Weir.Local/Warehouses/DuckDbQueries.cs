using System.Data;
using System.Data.Common;

using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Local.Warehouses;

/// <summary>Answers people's questions from the warehouse file, beside whatever load is under way.</summary>
/// <param name="store">The warehouse.</param>
/// <param name="declared">The tables that the project declares: a load makes them, the first time.</param>
internal sealed class DuckDbQueries(DuckDbStore store, IReadOnlyCollection<string> declared) : IQueries
{
    public async Task<DbDataReader> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        var rental = store.Rent();
        try
        {
            // All are needed: a transaction does not keep settings and files from being changed.
            rental.Execute("BEGIN TRANSACTION READ ONLY");
            var isAdmitted = QueryWall.Admits(rental, sql);
            var command = rental.Connection.CreateCommand(sql);
            if (!command.IsQuery() || !isAdmitted)
            {
                throw new RefusedException(new Failure(
                    "WEIR6011",
                    "The SQL is not one query: it changes something, or it is several statements.",
                    "Ask with one SELECT, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN. What loads published is taken out with 'weir unload'."));
            }

            return await command.ExecuteReaderAsync(CommandBehavior.CloseConnection, cancellationToken);
        }
        catch (DuckDbException error)
        {
            var told = rental.Translate(error, "the query");
            rental.Dispose();
            throw told is UnavailableException ? told : new RefusedException(WhyNot(error), error);
        }
        catch
        {
            rental.Dispose();
            throw;
        }
    }

    private Failure WhyNot(DuckDbException error)
    {
        if (DuckDbErrors.WhyOutside(error) is { } outside)
        {
            return outside;
        }

        var missing = DuckDbErrors.MissingTable(error);
        if (declared.FirstOrDefault(table => table.Equals(missing, StringComparison.OrdinalIgnoreCase)) is { } table && !IsThere(table))
        {
            return new Failure(
                "WEIR6012",
                $"The table {table} is declared, and nothing has been loaded into it yet.",
                "Put a file that its source takes, and let 'weir up' load it; 'weir loads' says how loads went.");
        }

        return new Failure(
            "WEIR6010", $"The query was not accepted: {error.Message}", "Correct the SQL. 'weir query \"SHOW ALL TABLES\"' lists what is there.");
    }

    /// <summary>In another schema, the name of a table that is there may be missing too.</summary>
    private bool IsThere(string table)
    {
        using var rental = store.Rent();
        return ShapeKeeper.Describe(rental, table) is not null;
    }
}
