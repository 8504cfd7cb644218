using Weir.Deliveries;
using Weir.Failures;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>dead_letters</c>, numbered as they were given up.</summary>
internal sealed class DeadLetterTable(Database database)
{
    private readonly Statement _insert = database.Prepare(
        """
        INSERT INTO dead_letters (id, subscriber, position, attempts, code, message, hint, time)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);

    private readonly Statement _newest = database.Prepare(
        $"""
        SELECT l.number, l.id, s.name, l.attempts, l.code, l.message, l.hint, l.time, {EventColumns.OfE}
        FROM dead_letters l JOIN subscribers s ON s.id = l.subscriber JOIN events e ON e.position = l.position
        WHERE l.number < ?2 ORDER BY l.number DESC LIMIT ?1
        """);

    private readonly Statement _ids = database.Prepare("SELECT id FROM dead_letters ORDER BY number");

    private readonly Statement _count = database.Prepare("SELECT count(*) FROM dead_letters");

    private readonly Statement _find = database.Prepare("SELECT subscriber, position FROM dead_letters WHERE id = ?1");

    private readonly Statement _delete = database.Prepare("DELETE FROM dead_letters WHERE id = ?1");

    private readonly Statement _prune = database.Prepare(
        """
        DELETE FROM dead_letters WHERE number IN (
          SELECT number FROM (SELECT number, time FROM dead_letters ORDER BY number LIMIT ?2) WHERE time < ?1)
        """);

    public void Insert(long id, long subscriber, long position, int attempts, Failure failure, DateTimeOffset time) =>
        _insert
            .Bind(1, id)
            .Bind(2, subscriber)
            .Bind(3, position)
            .Bind(4, attempts)
            .Bind(5, failure.Code)
            .Bind(6, failure.Message)
            .Bind(7, failure.Hint)
            .Bind(8, time)
            .Run();

    /// <summary>Each with its number, by which others come before it or after.</summary>
    public List<(long Number, DeadLetter Letter)> Newest(int limit, long before)
    {
        var letters = new List<(long, DeadLetter)>();
        _newest.Bind(1, limit).Bind(2, before);
        while (_newest.Step())
        {
            var letter = new DeadLetter(
                _newest.Int64(1),
                Subscriber.Parse(_newest.Text(2)),
                EventColumns.Read(_newest, 8),
                _newest.Int32(3),
                new Failure(_newest.Text(4), _newest.Text(5), _newest.TextOrNull(6)),
                _newest.Time(7));
            letters.Add((_newest.Int64(0), letter));
        }

        return letters;
    }

    /// <summary>All of them, the oldest first.</summary>
    public List<long> Ids()
    {
        var ids = new List<long>();
        while (_ids.Step())
        {
            ids.Add(_ids.Int64(0));
        }

        return ids;
    }

    public long Count()
    {
        _ = _count.Step();
        var count = _count.Int64(0);
        _count.Reset();
        return count;
    }

    /// <summary>Removes one and says whose it was and which event's; nothing when it is no dead letter.</summary>
    public (long Subscriber, long Position)? Take(long id)
    {
        if (!_find.Bind(1, id).Step())
        {
            return null;
        }

        var taken = (_find.Int64(0), _find.Int64(1));
        _find.Reset();
        _delete.Bind(1, id).Run();
        return taken;
    }

    /// <summary>Deletes the oldest that were given up before a time, of so many looked at.</summary>
    /// <returns>How many went.</returns>
    public int Prune(DateTimeOffset before, int limit)
    {
        _prune.Bind(1, before).Bind(2, limit).Run();
        return database.Changes;
    }
}
