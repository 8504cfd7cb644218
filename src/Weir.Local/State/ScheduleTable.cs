using Weir.Deliveries;
using Weir.Engine.Triggers.Schedules;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>schedules</c>, how far each has come, and of <c>schedule_pauses</c>, whose are paused.</summary>
internal sealed class ScheduleTable(Database database)
{
    private readonly Statement _find = database.Prepare("SELECT schedule, through, fired FROM schedules WHERE name = ?1");
    private readonly Statement _set = database.Prepare("INSERT OR REPLACE INTO schedules (name, schedule, through, fired) VALUES (?1, ?2, ?3, ?4)");
    private readonly Statement _pauses = database.Prepare("SELECT subscriber, since FROM schedule_pauses");
    private readonly Statement _pause = database.Prepare("INSERT INTO schedule_pauses VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    private readonly Statement _resume = database.Prepare("DELETE FROM schedule_pauses WHERE subscriber = ?1");

    public ScheduleMark? Find(string name)
    {
        var mark = _find.Bind(1, name).Step()
            ? new ScheduleMark(_find.Text(0), _find.Time(1)) { Fired = _find.IsNull(2) ? null : _find.Time(2) }
            : null;
        _find.Reset();
        return mark;
    }

    public void Set(string name, ScheduleMark mark) =>
        _set.Bind(1, name).Bind(2, mark.Schedule).Bind(3, mark.Through).BindOrNull(4, mark.Fired).Run();

    public IReadOnlyDictionary<Subscriber, DateTimeOffset> Pauses()
    {
        var pauses = new Dictionary<Subscriber, DateTimeOffset>();
        while (_pauses.Step())
        {
            pauses.Add(Subscriber.Parse(_pauses.Text(0)), _pauses.Time(1));
        }

        return pauses;
    }

    /// <summary>Pauses somebody's schedules, or lets them go on. Those that are paused stay so since when they were.</summary>
    public void Pause(Subscriber subscriber, DateTimeOffset? since)
    {
        if (since is { } from)
        {
            _pause.Bind(1, subscriber.ToString()).Bind(2, from).Run();
        }
        else
        {
            _resume.Bind(1, subscriber.ToString()).Run();
        }
    }
}
