using System.Data;
using System.Data.Common;

using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Local.Warehouses;

/// <summary>Answers people's questions from the warehouse file, beside whatever load is under way.</summary>
internal sealed class DuckDbQueries(DuckDbStore store) : IQueries
{
    public async Task<DbDataReader> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        var rental = store.Rent();
        try
        {
            var command = rental.Connection.CreateCommand(sql);
            return await command.ExecuteReaderAsync(CommandBehavior.CloseConnection, cancellationToken);
        }
        catch (DuckDbException error)
        {
            var told = rental.Translate(error, "the query");
            rental.Dispose();
            throw told is UnavailableException ? told : new RefusedException(
                new Failure("WEIR6010", $"The query was not accepted: {error.Message}", "Correct the SQL. 'weir query \"SHOW ALL TABLES\"' lists what is there."),
                error);
        }
        catch
        {
            rental.Dispose();
            throw;
        }
    }
}
