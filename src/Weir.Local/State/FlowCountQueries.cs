using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>Counts what is open, and what was given up, of each subscriber.</summary>
internal sealed class FlowCountQueries(Database database)
{
    private readonly Statement _open = database.Prepare(
        "SELECT s.id, s.name, (SELECT count(*) FROM (SELECT 1 FROM deliveries d WHERE d.subscriber = s.id LIMIT ?1)) FROM subscribers s");

    private readonly Statement _dead = database.Prepare(
        "SELECT subscriber, count(*) FROM (SELECT subscriber FROM dead_letters ORDER BY number DESC LIMIT ?1) GROUP BY subscriber");

    public IReadOnlyList<FlowCount> Count()
    {
        var dead = new Dictionary<long, long>();
        _dead.Bind(1, FlowCount.Most);
        while (_dead.Step())
        {
            dead[_dead.Int64(0)] = _dead.Int64(1);
        }

        var counts = new List<FlowCount>();
        _open.Bind(1, FlowCount.Most);
        while (_open.Step())
        {
            var count = new FlowCount(Subscriber.Parse(_open.Text(1)), _open.Int64(2), dead.GetValueOrDefault(_open.Int64(0)));
            if (count.Open > 0 || count.Dead > 0)
            {
                counts.Add(count);
            }
        }

        return counts;
    }
}
