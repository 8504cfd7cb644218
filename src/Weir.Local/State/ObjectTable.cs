using Weir.Buckets;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>objects</c>: what each name finds.</summary>
internal sealed class ObjectTable(Database database)
{
    private const string Columns = "bucket, key, version, etag, size, landed_at, location";

    private readonly Statement _has = database.Prepare("SELECT 1 FROM objects WHERE version = ?1");

    private const string Described =
        "SELECT bucket, key, o.version, etag, size, landed_at, location, a.attributes FROM objects o LEFT JOIN object_attributes a ON a.version = o.version";

    private readonly Statement _find = database.Prepare($"{Described} WHERE bucket = ?1 AND key = ?2");

    private readonly Statement _list = database.Prepare($"{Described} WHERE bucket = ?1 AND key >= ?2 AND key > ?3 ORDER BY key LIMIT ?4");

    private readonly Statement _last = database.Prepare(
        "SELECT key FROM objects WHERE bucket = ?1 AND key >= ?2 AND key < ?3 ORDER BY key DESC LIMIT 1");

    private readonly Statement _sum = database.Prepare(
        "SELECT count(*), coalesce(sum(size), 0) FROM objects WHERE bucket = ?1 AND key >= ?2 AND key < ?3");

    private readonly Statement _current = database.Prepare(
        "SELECT version, location, first_delivery, deliveries FROM objects WHERE bucket = ?1 AND key = ?2");

    private readonly Statement _put = database.Prepare(
        $"INSERT OR REPLACE INTO objects ({Columns}, first_delivery, deliveries) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");

    private readonly Statement _relocate = database.Prepare(
        "UPDATE objects SET location = ?4 WHERE bucket = ?1 AND key = ?2 AND version = ?3");

    private readonly Statement _claim = database.Prepare(
        "UPDATE objects SET first_delivery = ?4, deliveries = ?5 WHERE bucket = ?1 AND key = ?2 AND version = ?3");

    private readonly Statement _delete = database.Prepare("DELETE FROM objects WHERE bucket = ?1 AND key = ?2");

    private readonly Statement _locations = database.Prepare("SELECT bucket, coalesce(location, key) FROM objects");

    /// <summary>Whether a name has a version. Reads the whole table.</summary>
    public bool Has(long version)
    {
        var has = _has.Bind(1, version).Step();
        _has.Reset();
        return has;
    }

    public StoredObject? Find(ObjectName name)
    {
        var found = _find.Bind(1, name.Bucket).Bind(2, name.Key).Step() ? Read(_find) : null;
        _find.Reset();
        return found;
    }

    public List<StoredObject> List(string bucket, string prefix, string? after, int limit)
    {
        var objects = new List<StoredObject>();
        _list.Bind(1, bucket).Bind(2, prefix).Bind(3, after ?? "").Bind(4, limit);
        while (_list.Step())
        {
            var stored = Read(_list);
            if (!stored.Name.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                _list.Reset();
                break;
            }

            objects.Add(stored);
        }

        return objects;
    }

    /// <summary>The greatest key from one on and before another.</summary>
    public string? Last(string bucket, string from, string before)
    {
        var key = _last.Bind(1, bucket).Bind(2, from).Bind(3, before).Step() ? _last.Text(0) : null;
        _last.Reset();
        return key;
    }

    /// <summary>How many keys there are from one on and before another, and the sizes of their objects together.</summary>
    public (long Objects, long Bytes) Sum(string bucket, string from, string before)
    {
        _sum.Bind(1, bucket).Bind(2, from).Bind(3, before).Step();
        var sum = (_sum.Int64(0), _sum.Int64(1));
        _sum.Reset();
        return sum;
    }

    /// <summary>The version that a name finds, as garbage it would be; none when the name finds nothing.</summary>
    public GarbageRow? Current(ObjectName name)
    {
        var found = _current.Bind(1, name.Bucket).Bind(2, name.Key).Step()
            ? new GarbageRow(name, _current.Int64(0), _current.TextOrNull(1), _current.Int64(2), _current.Int32(3))
            : (GarbageRow?)null;
        _current.Reset();
        return found;
    }

    public void Put(StoredObject stored, long firstDelivery, int deliveries) => _put
        .Bind(1, stored.Name.Bucket)
        .Bind(2, stored.Name.Key)
        .Bind(3, stored.Version)
        .Bind(4, stored.ETag)
        .Bind(5, stored.Size)
        .Bind(6, stored.LandedAt)
        .Bind(7, EventColumns.ShortLocation(stored))
        .Bind(8, firstDelivery)
        .Bind(9, deliveries)
        .Run();

    /// <summary>Gives a version another location, if its name still finds it.</summary>
    public void Relocate(StoredObject stored) => _relocate
        .Bind(1, stored.Name.Bucket)
        .Bind(2, stored.Name.Key)
        .Bind(3, stored.Version)
        .Bind(4, EventColumns.ShortLocation(stored))
        .Run();

    /// <summary>Names other deliveries of a version, if its name still finds it.</summary>
    public void Claim(StoredObject stored, long firstDelivery, int deliveries) => _claim
        .Bind(1, stored.Name.Bucket)
        .Bind(2, stored.Name.Key)
        .Bind(3, stored.Version)
        .Bind(4, firstDelivery)
        .Bind(5, deliveries)
        .Run();

    public void Delete(ObjectName name) => _delete.Bind(1, name.Bucket).Bind(2, name.Key).Run();

    /// <summary>Where the contents of all versions are that some name finds. Reads the whole table.</summary>
    public IEnumerable<(string Bucket, string Location)> Locations()
    {
        while (_locations.Step())
        {
            yield return (_locations.Text(0), _locations.Text(1));
        }
    }

    private static StoredObject Read(Statement row)
    {
        var stored = EventColumns.ReadObject(row, 0);
        return row.TextOrNull(7) is { } attributes ? stored with { Attributes = attributes } : stored;
    }
}
