using Weir.Engine.Events;
using Weir.Events;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>events</c>.</summary>
internal sealed class EventTable(Database database)
{
    private readonly Statement _insert = database.Prepare(
        $"""
        INSERT INTO events (position, first_delivery, deliveries, {EventColumns.Names})
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) ON CONFLICT (id) DO NOTHING
        """);

    private readonly Statement _newest = database.Prepare(
        $"""
        SELECT e.position, {EventColumns.Names},
          CASE deliveries WHEN 0 THEN 0 ELSE (
            SELECT count(*) FROM deliveries d WHERE d.subscriber IN (SELECT s.id FROM subscribers s)
            AND d.id BETWEEN e.first_delivery AND e.first_delivery + e.deliveries - 1) END,
          CASE deliveries WHEN 0 THEN 0 ELSE (
            SELECT count(*) FROM dead_letters l
            WHERE l.id BETWEEN e.first_delivery AND e.first_delivery + e.deliveries - 1) END
        FROM events e WHERE e.position < ?1 ORDER BY e.position DESC LIMIT ?2
        """);

    /// <returns>Whether the event is new.</returns>
    public bool Insert(long position, long firstDelivery, int deliveries, Event @event)
    {
        _insert.Bind(1, position).Bind(2, firstDelivery).Bind(3, deliveries);
        EventColumns.Bind(_insert, 4, @event).Run();
        return database.Changes > 0;
    }

    public List<LoggedEvent> Newest(int limit, long before)
    {
        var events = new List<LoggedEvent>();
        _newest.Bind(1, before).Bind(2, limit);
        while (_newest.Step())
        {
            const int counts = 1 + EventColumns.Count;
            events.Add(new LoggedEvent(
                _newest.Int64(0), EventColumns.Read(_newest, 1), _newest.Int32(counts), _newest.Int32(counts + 1)));
        }

        return events;
    }
}
