using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The one row of <c>counters</c>.</summary>
internal sealed class CounterTable(Database database)
{
    private readonly Statement _read = database.Prepare("SELECT position, delivery, version, open, posted FROM counters");
    private readonly Statement _write = database.Prepare(
        "UPDATE counters SET position = ?1, delivery = ?2, version = ?3, open = ?4, posted = ?5");

    public StateCounters Read()
    {
        var counters = new StateCounters();
        if (_read.Step())
        {
            counters = new StateCounters
            {
                Position = _read.Int64(0),
                Delivery = _read.Int64(1),
                Version = _read.Int64(2),
                Open = _read.Int64(3),
                Posted = _read.Int64(4),
            };
            _read.Reset();
        }

        return counters;
    }

    public void Write(StateCounters counters) => _write
        .Bind(1, counters.Position)
        .Bind(2, counters.Delivery)
        .Bind(3, counters.Version)
        .Bind(4, counters.Open)
        .Bind(5, counters.Posted)
        .Run();
}
