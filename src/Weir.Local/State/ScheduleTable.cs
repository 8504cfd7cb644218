using Weir.Engine.Triggers.Schedules;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>schedules</c>: how far each has come.</summary>
internal sealed class ScheduleTable(Database database)
{
    private readonly Statement _find = database.Prepare("SELECT schedule, through FROM schedules WHERE name = ?1");
    private readonly Statement _set = database.Prepare("INSERT OR REPLACE INTO schedules (name, schedule, through) VALUES (?1, ?2, ?3)");

    public ScheduleMark? Find(string name)
    {
        var mark = _find.Bind(1, name).Step() ? new ScheduleMark(_find.Text(0), _find.Time(1)) : null;
        _find.Reset();
        return mark;
    }

    public void Set(string name, ScheduleMark mark) => _set.Bind(1, name).Bind(2, mark.Schedule).Bind(3, mark.Through).Run();
}
