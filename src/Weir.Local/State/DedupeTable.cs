using Weir.Engine.Events;
using Weir.Events;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>dedupe_keys</c>: under which keys subscribers got events, and until when that is remembered.</summary>
internal sealed class DedupeTable(Database database)
{
    /// <summary>By how much a clock may have been put back before a key that lasts longer than it may is taken for outdated.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    private readonly Statement _find = database.Prepare("SELECT event, content, until FROM dedupe_keys WHERE subscriber = ?1 AND key = ?2");

    private readonly Statement _set = database.Prepare(
        "INSERT OR REPLACE INTO dedupe_keys (subscriber, key, event, content, until) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly Statement _prune = database.Prepare(
        """
        DELETE FROM dedupe_keys WHERE (subscriber, key) IN (
          SELECT subscriber, key FROM dedupe_keys WHERE until <= ?1 ORDER BY until LIMIT ?2)
        """);

    /// <returns>None when the key is new, or its time is over.</returns>
    public KnownKey? Find(long subscriber, DedupeKey key, DateTimeOffset now)
    {
        KnownKey? known = null;
        if (_find.Bind(1, subscriber).Bind(2, key.Value).Step())
        {
            var left = _find.Time(2) - now;
            if (left > TimeSpan.Zero && left <= key.For + Tolerance)
            {
                known = new KnownKey(new EventId(_find.Uuid(0)), _find.IsNull(1) ? null : _find.Uuid(1));
            }

            _find.Reset();
        }

        return known;
    }

    public void Set(long subscriber, DedupeKey key, EventId first, DateTimeOffset now)
    {
        _set.Bind(1, subscriber).Bind(2, key.Value).Bind(3, first.Value);
        (key.Content is { } content ? _set.Bind(4, content) : _set.BindNull(4)).Bind(5, now + key.For).Run();
    }

    /// <summary>Deletes the keys whose time is over, so many at the most.</summary>
    /// <returns>How many went.</returns>
    public int Prune(DateTimeOffset now, int limit)
    {
        _prune.Bind(1, now).Bind(2, limit).Run();
        return database.Changes;
    }
}
