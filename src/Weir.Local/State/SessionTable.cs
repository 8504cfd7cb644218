using Weir.Engine.Access;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>sessions</c>.</summary>
internal sealed class SessionTable(Database database)
{
    private readonly Statement _find = database.Prepare("SELECT hash, of, stamp, created_at, seen_at, ends_at FROM sessions WHERE hash = ?1");

    private readonly Statement _add = database.Prepare("INSERT INTO sessions (hash, of, stamp, created_at, seen_at, ends_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private readonly Statement _touch = database.Prepare("UPDATE sessions SET seen_at = max(seen_at, ?2) WHERE hash = ?1");

    private readonly Statement _end = database.Prepare("DELETE FROM sessions WHERE hash = ?1");

    private readonly Statement _prune = database.Prepare("DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE ends_at <= ?1 LIMIT ?2)");

    public Session? Find(string hash)
    {
        var session = _find.Bind(1, hash).Step()
            ? new Session(_find.Text(0), _find.Text(1), _find.Text(2), _find.Time(3), _find.Time(4), _find.Time(5))
            : null;
        _find.Reset();
        return session;
    }

    public void Add(Session session) => _add
        .Bind(1, session.Hash).Bind(2, session.Of).Bind(3, session.Stamp).Bind(4, session.CreatedAt).Bind(5, session.SeenAt).Bind(6, session.EndsAt).Run();

    public void Touch(string hash, DateTimeOffset seen) => _touch.Bind(1, hash).Bind(2, seen).Run();

    public void End(string hash) => _end.Bind(1, hash).Run();

    /// <summary>Deletes sessions whose time is over, so many at the most.</summary>
    /// <returns>How many went.</returns>
    public int Prune(DateTimeOffset now, int limit)
    {
        _prune.Bind(1, now).Bind(2, limit).Run();
        return database.Changes;
    }
}
