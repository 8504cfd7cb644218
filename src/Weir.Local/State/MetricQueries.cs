using Weir.Deliveries;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>Numbers over several tables. Each query begins at the newest row, or at the oldest that is open, and reads no farther than it must.</summary>
internal sealed class MetricQueries(Database database)
{
    /// <summary>Runs are in the order of their first attempts: one that was tried again later may stand behind some that ended before a time.</summary>
    private const int OlderRuns = 1_000;

    private const int MostRuns = 100_000;

    private readonly Statement _failures = database.Prepare(
        "SELECT s.name, l.time FROM dead_letters l JOIN subscribers s ON s.id = l.subscriber ORDER BY l.number DESC");

    private readonly Statement _subscribers = database.Prepare("SELECT id, name FROM subscribers");

    // A run that waits for a moment or a word has a time and no wait: it is meant to.
    private readonly Statement _oldest = database.Prepare(
        """
        SELECT e.time FROM deliveries d JOIN events e ON e.position = d.position
        WHERE d.subscriber = ?1 AND (d.due IS NULL OR d.wait <> 0) ORDER BY d.id LIMIT 1
        """);

    private readonly Statement _runs = database.Prepare("SELECT pipeline, state, started_at, finished_at FROM runs ORDER BY number DESC LIMIT ?1");

    public long CountFailures(Subscriber? of, DateTimeOffset since)
    {
        var count = 0L;
        while (_failures.Step() && _failures.Time(1) >= since)
        {
            count += IsMeant(Subscriber.Parse(_failures.Text(0)), of) ? 1 : 0;
        }

        _failures.Reset();
        return count;
    }

    public DateTimeOffset? OldestWaiting(Subscriber? of)
    {
        var meant = new List<long>();
        while (_subscribers.Step())
        {
            if (IsMeant(Subscriber.Parse(_subscribers.Text(1)), of))
            {
                meant.Add(_subscribers.Int64(0));
            }
        }

        DateTimeOffset? oldest = null;
        foreach (var subscriber in meant)
        {
            if (_oldest.Bind(1, subscriber).Step() && !(_oldest.Time(0) >= oldest))
            {
                oldest = _oldest.Time(0);
            }

            _oldest.Reset();
        }

        return oldest;
    }

    public TimeSpan? LongestRun(string? pipeline, DateTimeOffset since)
    {
        TimeSpan? longest = null;
        var older = 0;
        _runs.Bind(1, MostRuns);
        while (older < OlderRuns && _runs.Step())
        {
            var (started, finished) = (_runs.Time(2), _runs.Time(3));
            if (finished < since)
            {
                older++;
            }
            else if (_runs.Text(1) != "retrying" && (pipeline is null || _runs.Text(0) == pipeline) && !(finished - started <= longest))
            {
                longest = finished - started;
            }
        }

        _runs.Reset();
        return longest;
    }

    private static bool IsMeant(Subscriber subscriber, Subscriber? of) => of is { } one
        ? subscriber.Kind == one.Kind && subscriber.Name.Equals(one.Name, StringComparison.OrdinalIgnoreCase)
        : subscriber.Kind != SubscriberKind.Notification;
}
