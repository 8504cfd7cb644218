using Weir.Engine.Access;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>audit</c>, numbered in the order in which things were done.</summary>
internal sealed class AuditTable(Database database)
{
    private readonly Statement _insert = database.Prepare("INSERT INTO audit (time, who, what, subject, source, result) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private readonly Statement _newest = database.Prepare(
        "SELECT number, time, who, what, subject, source, result FROM audit WHERE number < ?2 ORDER BY number DESC LIMIT ?1");

    private readonly Statement _prune = database.Prepare(
        "DELETE FROM audit WHERE number IN (SELECT number FROM (SELECT number, time FROM audit ORDER BY number LIMIT ?2) WHERE time < ?1)");

    public void Append(AuditEntry entry) => _insert
        .Bind(1, entry.Time).Bind(2, entry.Who).Bind(3, entry.What).Bind(4, entry.On).Bind(5, entry.From).Bind(6, entry.Result).Run();

    public List<AuditEntry> Newest(int limit, long before)
    {
        var entries = new List<AuditEntry>();
        _newest.Bind(1, limit).Bind(2, before);
        while (_newest.Step())
        {
            entries.Add(new AuditEntry(_newest.Time(1), _newest.Text(2), _newest.Text(3), _newest.TextOrNull(4), _newest.Text(5), _newest.Text(6))
            {
                Number = _newest.Int64(0),
            });
        }

        return entries;
    }

    /// <summary>Deletes the oldest of before a time, of so many looked at.</summary>
    /// <returns>How many went.</returns>
    public int Prune(DateTimeOffset before, int limit)
    {
        _prune.Bind(1, before).Bind(2, limit).Run();
        return database.Changes;
    }
}
