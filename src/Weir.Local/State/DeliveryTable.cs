using Weir.Deliveries;
using Weir.Engine.Triggers.Schedules;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>deliveries</c>: those that are not settled for good.</summary>
/// <remarks>Inserted rows are kept back while they follow one another, and inserted many by one statement: that costs half.</remarks>
internal sealed class DeliveryTable(Database database)
{
    private readonly Dictionary<long, DeliveryRun> _keptBack = [];

    /// <summary>Statements that insert so many rows, the greatest first.</summary>
    private readonly (int Rows, Statement Insert)[] _inserts = [.. new[] { 64, 8, 1 }.Select(rows => (rows, database.Prepare(Insertion(rows))))];

    private readonly Statement _delete = database.Prepare("DELETE FROM deliveries WHERE subscriber = ?1 AND id BETWEEN ?2 AND ?3");

    private readonly Statement _postpone = database.Prepare(
        "UPDATE deliveries SET attempts = ?3, due = ?4, wait = ?5, lost = 0 WHERE subscriber = ?1 AND id = ?2");

    private readonly Statement _insertDue = database.Prepare(
        "INSERT INTO deliveries (subscriber, id, position, attempts, due, wait) VALUES (?1, ?2, ?3, 0, ?4, ?5)");

    private readonly Statement _dueOf = database.Prepare("SELECT due FROM deliveries WHERE subscriber = ?1 AND id = ?2");

    private readonly Statement _wake = database.Prepare("UPDATE deliveries SET due = ?3, wait = 0 WHERE subscriber = ?1 AND id = ?2");

    private readonly Statement _begin = database.Prepare(
        "UPDATE deliveries SET attempts = ?3, lost = ?4 WHERE subscriber = ?1 AND id = ?2");

    private readonly Statement _from = database.Prepare(
        $"""
        SELECT d.id, d.attempts, d.lost, d.due, d.wait, d.position, {EventColumns.OfE}
        FROM deliveries d JOIN events e ON e.position = d.position
        WHERE d.subscriber = ?1 AND d.id >= ?2 ORDER BY d.id LIMIT ?3
        """);

    // What was never tried and is not due yet waits for its own time, or for something outside: an event has its own time.
    private readonly Statement _oneShots = database.Prepare(
        $"""
        SELECT s.name, d.due, d.id, {EventColumns.OfE}
        FROM deliveries d JOIN events e ON e.position = d.position JOIN subscribers s ON s.id = d.subscriber
        WHERE d.attempts = 0 AND d.due > ?1 AND e.not_before > ?1 AND (d.due, d.id) > (?3, ?4) ORDER BY d.due, d.id LIMIT ?2
        """);

    private readonly Statement _anyOf = database.Prepare(
        """
        SELECT EXISTS (
          SELECT 1 FROM deliveries WHERE subscriber IN (SELECT id FROM subscribers) AND id BETWEEN ?1 AND ?2)
          OR EXISTS (SELECT 1 FROM dead_letters WHERE id BETWEEN ?1 AND ?2)
        """);

    /// <summary>When a delivery falls due that waits for a word.</summary>
    public static DateTimeOffset Never => DateTimeOffset.MaxValue;

    /// <summary>Inserts the row of a delivery that falls due later.</summary>
    public void Insert(long subscriber, long id, long position, DateTimeOffset due, TimeSpan wait)
    {
        Flush();
        _insertDue.Bind(1, subscriber).Bind(2, id).Bind(3, position).Bind(4, due).Bind(5, wait.Ticks).Run();
    }

    /// <summary>Lets a delivery fall due.</summary>
    /// <returns>Whether it waited for a word until now.</returns>
    public bool Wake(long subscriber, long id, DateTimeOffset due)
    {
        Flush();
        var waited = _dueOf.Bind(1, subscriber).Bind(2, id).Step() && !_dueOf.IsNull(0) && _dueOf.Time(0) == Never;
        _dueOf.Reset();
        _wake.Bind(1, subscriber).Bind(2, id).Bind(3, due).Run();
        return waited;
    }

    /// <summary>Inserts a row, now or with <see cref="Flush"/>.</summary>
    public void Insert(long subscriber, long id, long position)
    {
        if (!_keptBack.TryGetValue(subscriber, out var run))
        {
            _keptBack.Add(subscriber, new DeliveryRun(id, position));
        }
        else if (run.Extended(id, position) is { } extended)
        {
            _keptBack[subscriber] = extended;
        }
        else
        {
            Write(subscriber, run);
            _keptBack[subscriber] = new DeliveryRun(id, position);
        }
    }

    /// <summary>Inserts the rows that were kept back.</summary>
    public void Flush()
    {
        if (_keptBack.Count > 0)
        {
            foreach (var (subscriber, run) in _keptBack)
            {
                Write(subscriber, run);
            }

            _keptBack.Clear();
        }
    }

    /// <summary>Forgets the rows that were kept back, with the transaction they belonged to.</summary>
    public void Forget() => _keptBack.Clear();

    /// <summary>Deletes one subscriber's deliveries from a number to another, which all belong to the caller.</summary>
    /// <returns>How many were there.</returns>
    public int Delete(long subscriber, long first, long last)
    {
        Flush();
        _delete.Bind(1, subscriber).Bind(2, first).Bind(3, last).Run();
        return database.Changes;
    }

    public void Postpone(long subscriber, long id, int attempts, DateTimeOffset due, TimeSpan wait)
    {
        Flush();
        _postpone.Bind(1, subscriber).Bind(2, id).Bind(3, attempts).Bind(4, due).Bind(5, wait.Ticks).Run();
    }

    /// <summary>Counts an attempt before it is made, in case the process does not outlive it.</summary>
    public void Begin(long subscriber, long id, int attempt, int lost)
    {
        Flush();
        _begin.Bind(1, subscriber).Bind(2, id).Bind(3, attempt).Bind(4, lost).Run();
    }

    /// <summary>What waits for a time of its own that is yet to come, the next first.</summary>
    public List<OneShot> OneShots(DateTimeOffset now, (DateTimeOffset Due, long Number)? after, int limit)
    {
        var waiting = new List<OneShot>();
        _oneShots.Bind(1, now).Bind(2, limit).Bind(3, after?.Due ?? now).Bind(4, after?.Number ?? 0);
        while (_oneShots.Step())
        {
            waiting.Add(new OneShot(Subscriber.Parse(_oneShots.Text(0)), EventColumns.Read(_oneShots, 3), _oneShots.Time(1), _oneShots.Int64(2)));
        }

        return waiting;
    }

    /// <summary>One subscriber's deliveries from a number on, in order.</summary>
    public List<DeliveryRow> From(long subscriber, long id, int limit)
    {
        var rows = new List<DeliveryRow>();
        _from.Bind(1, subscriber).Bind(2, id).Bind(3, limit);
        while (_from.Step())
        {
            rows.Add(new DeliveryRow(
                _from.Int64(0),
                _from.Int32(1),
                _from.Int32(2),
                _from.IsNull(3) ? null : _from.Time(3),
                new TimeSpan(_from.Int64(4)),
                _from.Int64(5),
                EventColumns.Read(_from, 6)));
        }

        return rows;
    }

    /// <summary>Whether any of a range of deliveries is still to be done, or is a dead letter.</summary>
    public bool AnyOf(long first, int count)
    {
        if (count == 0)
        {
            return false;
        }

        Flush();
        _anyOf.Bind(1, first).Bind(2, first + count - 1).Step();
        var any = _anyOf.Int64(0) != 0;
        _anyOf.Reset();
        return any;
    }

    private static string Insertion(int rows) =>
        "INSERT INTO deliveries (subscriber, id, position, attempts) VALUES "
        + string.Join(", ", Enumerable.Range(0, rows).Select(row => $"(?1, ?2 + {row} * ?4, ?3 + {row} * ?5, 0)"));

    private void Write(long subscriber, DeliveryRun run)
    {
        foreach (var (rows, insert) in _inserts)
        {
            for (; run.Count >= rows; run = run.Without(rows))
            {
                insert.Bind(1, subscriber).Bind(2, run.Id).Bind(3, run.Position).Bind(4, run.IdStep).Bind(5, run.PositionStep).Run();
            }
        }
    }
}
