using Weir.Engine.Triggers.Alarms;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>alarms</c>: how each stands.</summary>
internal sealed class AlarmTable(Database database)
{
    private readonly Statement _find = database.Prepare("SELECT number, firing, since, message, told FROM alarms WHERE name = ?1");
    private readonly Statement _set = database.Prepare("INSERT OR REPLACE INTO alarms (name, number, firing, since, message, told) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    public AlarmMark? Find(string name)
    {
        var mark = _find.Bind(1, name).Step() ? Read(_find) : null;
        _find.Reset();
        return mark;
    }

    public void Set(string name, AlarmMark mark) => _set
        .Bind(1, name).Bind(2, mark.Number).Bind(3, mark.IsFiring ? 1 : 0).Bind(4, mark.Since).Bind(5, mark.Message).Bind(6, mark.IsTold ? 1 : 0).Run();

    private static AlarmMark Read(Statement row) => new(row.Int64(0), row.Int64(1) == 1, row.Time(2), row.Text(3), row.Int64(4) == 1);
}
