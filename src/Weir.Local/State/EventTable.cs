using Weir.Engine.Events;
using Weir.Events;
using Weir.Local.Sqlite;
using Weir.Runs;

namespace Weir.Local.State;

/// <summary>The rows of <c>events</c>.</summary>
internal sealed class EventTable(Database database)
{
    private const string Logged =
        $"""
        SELECT e.position, {EventColumns.Names},
          CASE deliveries WHEN 0 THEN 0 ELSE (
            SELECT count(*) FROM deliveries d WHERE d.subscriber IN (SELECT s.id FROM subscribers s)
            AND d.id BETWEEN e.first_delivery AND e.first_delivery + e.deliveries - 1) END,
          CASE deliveries WHEN 0 THEN 0 ELSE (
            SELECT count(*) FROM dead_letters l
            WHERE l.id BETWEEN e.first_delivery AND e.first_delivery + e.deliveries - 1) END,
          dedupe
        FROM events e
        """;

    private readonly Statement _insert = database.Prepare(
        $"""
        INSERT INTO events (position, first_delivery, deliveries, {EventColumns.Names}, dedupe)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20) ON CONFLICT (id) DO NOTHING
        """);

    private readonly Statement _holds = database.Prepare("SELECT 1 FROM events WHERE id = ?1");

    private readonly Statement _find = database.Prepare($"SELECT {EventColumns.Names} FROM events WHERE id = ?1");

    private readonly Statement _newest = database.Prepare($"{Logged} WHERE e.position < ?1 ORDER BY e.position DESC LIMIT ?2");

    private readonly Statement _logged = database.Prepare($"{Logged} WHERE e.id = ?1");

    private readonly Statement _emitted = database.Prepare($"{Logged} WHERE e.emitted_by = ?1 AND e.position > ?2 ORDER BY e.position LIMIT ?3");

    // No index finds an event by its object: what landed lately is near the end, and no more than so many are passed over for one that is not.
    private readonly Statement _landing = database.Prepare(
        $"{Logged} WHERE e.position > (SELECT max(position) FROM events) - 100000 AND e.version = ?1 AND e.type = ?2 ORDER BY e.position DESC LIMIT 1");

    private readonly Statement _look = database.Prepare(
        """
        SELECT max(position), count(*), coalesce(sum(time < ?3), 0),
          coalesce(min(first_delivery) FILTER (WHERE deliveries > 0), 0), coalesce(max(first_delivery + deliveries), 0)
        FROM (SELECT position, time, first_delivery, deliveries FROM events WHERE position > ?1 ORDER BY position LIMIT ?2)
        """);

    // What is needed is looked up once for all, by the numbers of the deliveries, which no index has by event.
    private readonly Statement _prune = database.Prepare(
        """
        DELETE FROM events WHERE position > ?1 AND position <= ?2 AND time < ?3 AND position NOT IN (
          SELECT position FROM deliveries WHERE subscriber IN (SELECT id FROM subscribers) AND id BETWEEN ?4 AND ?5
          UNION ALL SELECT position FROM dead_letters WHERE id BETWEEN ?4 AND ?5)
        AND id NOT IN (SELECT id FROM outbox)
        """);

    /// <returns>Whether the event is new.</returns>
    public bool Insert(long position, long firstDelivery, int deliveries, Event @event, string? dedupe)
    {
        _insert.Bind(1, position).Bind(2, firstDelivery).Bind(3, deliveries).Bind(20, dedupe);
        EventColumns.Bind(_insert, 4, @event).Run();
        return database.Changes > 0;
    }

    public bool Holds(EventId id)
    {
        var holds = _holds.Bind(1, id.Value).Step();
        _holds.Reset();
        return holds;
    }

    public Event? Find(EventId id)
    {
        var found = _find.Bind(1, id.Value).Step() ? EventColumns.Read(_find, 0) : null;
        _find.Reset();
        return found;
    }

    public List<LoggedEvent> Newest(int limit, long before)
    {
        _newest.Bind(1, before).Bind(2, limit);
        return ReadLogged(_newest);
    }

    /// <summary>The event that started a run, which stands before all that it emitted, and those.</summary>
    public List<LoggedEvent> OfRun(RunId run, EventId startedBy, int limit, long? after)
    {
        List<LoggedEvent> started = after is null && limit > 0 ? ReadLogged(_logged.Bind(1, startedBy.Value)) : [];
        _emitted.Bind(1, run.Value).Bind(2, after ?? 0).Bind(3, limit - started.Count);
        return [.. started, .. ReadLogged(_emitted)];
    }

    /// <summary>The event of a version's landing, when it is among the last ones.</summary>
    public LoggedEvent? Landing(long version)
    {
        _landing.Bind(1, version).Bind(2, Event.ObjectCreated);
        return ReadLogged(_landing).FirstOrDefault();
    }

    private static List<LoggedEvent> ReadLogged(Statement rows)
    {
        var events = new List<LoggedEvent>();
        while (rows.Step())
        {
            const int counts = 1 + EventColumns.Count;
            events.Add(new LoggedEvent(rows.Int64(0), EventColumns.Read(rows, 1), rows.Int32(counts), rows.Int32(counts + 1))
            {
                Notes = DedupeNotes.Read(rows.TextOrNull(counts + 2)),
            });
        }

        return events;
    }

    /// <summary>Deletes the events before a time that no delivery and no dead letter is about, of so many looked at.</summary>
    /// <param name="before">The time.</param>
    /// <param name="after">The position behind which to look.</param>
    /// <param name="limit">Events to look at.</param>
    /// <returns>The last position looked at; none when all that follow are younger, or there are none.</returns>
    public long? Prune(DateTimeOffset before, long after, int limit)
    {
        _look.Bind(1, after).Bind(2, limit).Bind(3, before).Step();
        var (last, count, old) = (_look.IsNull(0) ? 0 : _look.Int64(0), _look.Int32(1), _look.Int32(2));
        var (firstDelivery, endDelivery) = (_look.Int64(3), _look.Int64(4));
        _look.Reset();
        if (old > 0)
        {
            _prune.Bind(1, after).Bind(2, last).Bind(3, before).Bind(4, firstDelivery).Bind(5, endDelivery).Run();
        }

        return old > 0 && count == limit ? last : null;
    }
}
