using Weir.Events;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>outbox</c>, numbered as they were posted.</summary>
internal sealed class OutboxTable(Database database)
{
    private readonly Statement _insert = database.Prepare(
        $"""
        INSERT INTO outbox ({EventColumns.Names})
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) ON CONFLICT (id) DO NOTHING
        """);

    private readonly Statement _oldest = database.Prepare(
        $"SELECT {EventColumns.Names} FROM outbox ORDER BY number LIMIT ?1");

    private readonly Statement _holds = database.Prepare("SELECT 1 FROM outbox WHERE id = ?1");
    private readonly Statement _delete = database.Prepare("DELETE FROM outbox WHERE id = ?1");
    private readonly Statement _versions = database.Prepare("SELECT version FROM outbox WHERE version IS NOT NULL");

    /// <returns>Whether the event is new.</returns>
    public bool Insert(Event @event)
    {
        EventColumns.Bind(_insert, 1, @event).Run();
        return database.Changes > 0;
    }

    public List<Event> Oldest(int limit)
    {
        var events = new List<Event>();
        _oldest.Bind(1, limit);
        while (_oldest.Step())
        {
            events.Add(EventColumns.Read(_oldest, 0));
        }

        return events;
    }

    public bool Holds(EventId id)
    {
        var holds = _holds.Bind(1, id.Value).Step();
        _holds.Reset();
        return holds;
    }

    /// <returns>Whether it was there.</returns>
    public bool Delete(EventId id)
    {
        _delete.Bind(1, id.Value).Run();
        return database.Changes > 0;
    }

    /// <summary>The versions of the objects that posted events are about.</summary>
    public HashSet<long> Versions()
    {
        var versions = new HashSet<long>();
        while (_versions.Step())
        {
            versions.Add(_versions.Int64(0));
        }

        return versions;
    }
}
