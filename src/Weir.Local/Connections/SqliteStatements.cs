using Weir.Connections;
using Weir.Engine.Connections;
using Weir.Engine.Warehouses;
using Weir.Local.Sqlite;

namespace Weir.Local.Connections;

/// <summary>Statements over a file of SQLite, which is made when it is not there.</summary>
internal static class SqliteStatements
{
    public static void Run(ConnectionDefinition.Sqlite file, string sql, StatementAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            using var database = Database.Open(file.Path, readOnly: false);
            using var interrupting = cancellationToken.Register(database.Interrupt);
            database.Begin();
            for (var rest = sql; rest.Length > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var statement = Statement.First(database.Handle, rest, out rest);
                if (statement is not null)
                {
                    Run(database, statement, answer, cancellationToken);
                }

                if (!database.IsInTransaction)
                {
                    throw ConnectionFailures.EndsTransaction(file.Name);
                }
            }

            database.Commit();
        }
        catch (SqliteFault fault)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw SqliteRows.Translate(file, fault);
        }
    }

    private static void Run(Database database, Statement statement, StatementAnswer answer, CancellationToken cancellationToken)
    {
        if (statement.Columns == 0)
        {
            var before = database.TotalChanges;
            statement.Run();
            answer.Changed(database.TotalChanges - before);
            return;
        }

        answer.Begin(Enumerable.Range(0, statement.Columns).Select(at => (statement.NameOf(at), "")));
        while (statement.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            answer.Add(at => statement.KindOf(at) switch
            {
                NativeSqlite.TypeNull => null,
                NativeSqlite.TypeInteger => statement.Int64(at),
                NativeSqlite.TypeFloat => statement.Double(at),
                NativeSqlite.TypeBlob => statement.Utf8(at).ToArray(),
                _ => statement.Text(at),
            });
        }
    }
}
