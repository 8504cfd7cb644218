using System.Data.Common;

using Weir.DuckDb;
using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>Keeps the marks of backfills in <c>weir.backfills</c>.</summary>
internal sealed class DuckDbBackfills(DuckDbStore store) : IBackfills
{
    public Task<BackfillMark?> FindAsync(string name, CancellationToken cancellationToken) =>
        store.ReadAsync("reading how far a backfill has come", rental => Find(rental, name), cancellationToken);

    public Task SaveAsync(BackfillMark mark, CancellationToken cancellationToken) =>
        store.WriteAsync("noting how far a backfill has come", rental => Save(rental, mark), cancellationToken);

    private static BackfillMark? Find(Rental rental, string name)
    {
        using var command = rental.Connection.CreateCommand(
            """
            SELECT backfill_id, started_at, pattern, after_key, files_found, files_sent, bytes_sent, finished_at
            FROM weir.backfills WHERE name = $1 ORDER BY started_at DESC LIMIT 1
            """);
        command.Parameters.Add(new DuckDbParameter(name));
        using DbDataReader reader = command.ExecuteReader();
        return !reader.Read() ? null : new BackfillMark(name, reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1))
        {
            Pattern = (int)reader.GetInt64(2),
            After = reader.IsDBNull(3) ? null : reader.GetString(3),
            Found = reader.GetInt64(4),
            Sent = reader.GetInt64(5),
            Bytes = reader.GetInt64(6),
            FinishedAt = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
        };
    }

    private static bool Save(Rental rental, BackfillMark mark)
    {
        rental.Execute("BEGIN TRANSACTION");
        rental.Execute("DELETE FROM weir.backfills WHERE backfill_id = $1", mark.Id);
        rental.Execute(
            "INSERT INTO weir.backfills VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            mark.Id, mark.Name, mark.StartedAt, (long)mark.Pattern, mark.After, mark.Found, mark.Sent, mark.Bytes, mark.FinishedAt);
        rental.Commit();
        return true;
    }
}
