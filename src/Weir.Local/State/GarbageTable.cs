using Weir.Buckets;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>garbage</c>: versions whose content is to go when nobody is waiting for it any more.</summary>
internal sealed class GarbageTable(Database database)
{
    private readonly Statement _insert = database.Prepare(
        """
        INSERT INTO garbage (version, bucket, key, location, first_delivery, deliveries) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (version) DO UPDATE SET first_delivery = excluded.first_delivery, deliveries = excluded.deliveries
        """);

    private readonly Statement _after = database.Prepare(
        """
        SELECT bucket, key, version, location, first_delivery, deliveries FROM garbage
        WHERE version > ?1 ORDER BY version LIMIT ?2
        """);

    private readonly Statement _claim = database.Prepare(
        "UPDATE garbage SET first_delivery = ?2, deliveries = ?3 WHERE version = ?1");

    private readonly Statement _share = database.Prepare(
        """
        UPDATE garbage SET
          first_delivery = CASE deliveries WHEN 0 THEN ?2 ELSE first_delivery END,
          deliveries = CASE deliveries WHEN 0 THEN ?3 ELSE ?2 + ?3 - first_delivery END
        WHERE version = ?1
        """);

    private readonly Statement _delete = database.Prepare("DELETE FROM garbage WHERE version = ?1");

    private readonly Statement _has = database.Prepare("SELECT 1 FROM garbage WHERE version = ?1");

    private readonly Statement _locations = database.Prepare("SELECT bucket, coalesce(location, key) FROM garbage");

    public void Insert(GarbageRow row) => _insert
        .Bind(1, row.Version)
        .Bind(2, row.Name.Bucket)
        .Bind(3, row.Name.Key)
        .Bind(4, row.ShortLocation)
        .Bind(5, row.FirstDelivery)
        .Bind(6, row.Deliveries)
        .Run();

    /// <summary>Names the deliveries of a version that became garbage before its event reached the log.</summary>
    public void Claim(long version, long firstDelivery, int deliveries) =>
        _claim.Bind(1, version).Bind(2, firstDelivery).Bind(3, deliveries).Run();

    /// <summary>Names further deliveries of a version, which follow those that are named.</summary>
    public void Share(long version, long firstDelivery, int deliveries) =>
        _share.Bind(1, version).Bind(2, firstDelivery).Bind(3, deliveries).Run();

    public List<GarbageRow> After(long version, int limit)
    {
        var rows = new List<GarbageRow>();
        _after.Bind(1, version).Bind(2, limit);
        while (_after.Step())
        {
            rows.Add(new GarbageRow(
                new ObjectName(_after.Text(0), _after.Text(1)),
                _after.Int64(2),
                _after.TextOrNull(3),
                _after.Int64(4),
                _after.Int32(5)));
        }

        return rows;
    }

    /// <summary>Whether a version is garbage.</summary>
    public bool Has(long version)
    {
        var has = _has.Bind(1, version).Step();
        _has.Reset();
        return has;
    }

    public void Delete(long version) => _delete.Bind(1, version).Run();

    /// <summary>Where the contents of all of them are. Reads the whole table.</summary>
    public IEnumerable<(string Bucket, string Location)> Locations()
    {
        while (_locations.Step())
        {
            yield return (_locations.Text(0), _locations.Text(1));
        }
    }
}
