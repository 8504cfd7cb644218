using Weir.Deliveries;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>subscribers</c>: a number for each, so that deliveries stay small.</summary>
internal sealed class SubscriberTable(Database database)
{
    private readonly Statement _insert = database.Prepare("INSERT INTO subscribers (id, name) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    private readonly Statement _all = database.Prepare("SELECT id, name FROM subscribers ORDER BY id");

    public void Insert(long id, Subscriber subscriber) => _insert.Bind(1, id).Bind(2, subscriber.ToString()).Run();

    public List<(long Id, Subscriber Subscriber)> All()
    {
        var all = new List<(long, Subscriber)>();
        while (_all.Step())
        {
            all.Add((_all.Int64(0), Subscriber.Parse(_all.Text(1))));
        }

        return all;
    }
}
