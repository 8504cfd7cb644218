using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Engine.Warehouses.Sql;
using Weir.Failures;

namespace Weir.Local.Warehouses.Statements;

/// <summary>Statements of steps in the warehouse file. Those that write wait for their turn, as loads do; those that read run beside them.</summary>
/// <param name="store">The warehouse.</param>
/// <param name="declared">The tables that the project declares.</param>
internal sealed class DuckDbStatements(Func<DuckDbStore> store, IReadOnlyCollection<string> declared) : IStatements
{
    private readonly StatementGuard _guard = new(declared);

    public async Task RunAsync(string sql, StatementAnswer answer, CancellationToken cancellationToken)
    {
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new RefusedException(new Failure("WEIR6610", "The SQL has a NUL character in it.", "See what its templates name."));
        }

        // All of them are looked at, not only as far as to the first that writes.
        var reads = SqlText.Statements(sql).Select(_guard.Reads).ToList().TrueForAll(alone => alone);
        var warehouse = store();
        if (!reads)
        {
            await warehouse.Writing.WaitAsync(cancellationToken);
        }

        try
        {
            await Task.Run(() => RunAsync(warehouse, sql, reads, answer, cancellationToken), cancellationToken);
        }
        finally
        {
            if (!reads)
            {
                warehouse.Writing.Release();
            }
        }
    }

    private static async Task RunAsync(DuckDbStore warehouse, string sql, bool reads, StatementAnswer answer, CancellationToken cancellationToken)
    {
        using var rental = warehouse.Rent();
        try
        {
            rental.Execute("SET TimeZone = 'UTC'");
            rental.Execute(reads ? "BEGIN TRANSACTION READ ONLY" : "BEGIN TRANSACTION");
            using (var command = rental.Connection.CreateCommand(sql))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                using var stopping = cancellationToken.Register(command.Cancel);
                do
                {
                    if (reader.FieldCount > 0)
                    {
                        await answer.ReadAsync(reader, cancellationToken);
                    }
                }
                while (await reader.NextResultAsync(cancellationToken));

                answer.Changed(reader.RecordsAffected);
            }

            cancellationToken.ThrowIfCancellationRequested();
            rental.Commit();
        }
        catch (DuckDbException error)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw rental.Translate(error, "the SQL of a step") is UnavailableException unavailable
                ? unavailable
                : new RefusedException(
                    new Failure("WEIR6610", $"The SQL was not accepted: {error.Message}", "Correct it; 'weir query' tries a SELECT."), error);
        }
    }
}
