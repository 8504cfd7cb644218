using Weir.Buckets;
using Weir.Events;
using Weir.Local.Sqlite;
using Weir.Runs;

namespace Weir.Local.State;

/// <summary>How an event fills the sixteen columns that <c>events</c> and <c>outbox</c> have in common.</summary>
internal static class EventColumns
{
    public const string Names = "id, type, time, bucket, key, version, etag, size, landed_at, location, data, emitted_by, generation, not_before, revision, trace";
    public const string OfE =
        "e.id, e.type, e.time, e.bucket, e.key, e.version, e.etag, e.size, e.landed_at, e.location, e.data, e.emitted_by, e.generation, e.not_before, e.revision, e.trace";

    public const int Count = 16;

    /// <summary>Binds the columns from a parameter on.</summary>
    public static Statement Bind(Statement statement, int first, Event @event)
    {
        statement.Bind(first, @event.Id.Value).Bind(first + 1, @event.Type).Bind(first + 2, @event.Time);
        if (@event.Object is { } stored)
        {
            statement
                .Bind(first + 3, stored.Name.Bucket)
                .Bind(first + 4, stored.Name.Key)
                .Bind(first + 5, stored.Version)
                .Bind(first + 6, stored.ETag)
                .Bind(first + 7, stored.Size)
                .Bind(first + 8, stored.LandedAt)
                .Bind(first + 9, ShortLocation(stored));
        }
        else
        {
            for (var at = first + 3; at <= first + 9; at++)
            {
                statement.BindNull(at);
            }
        }

        statement.Bind(first + 10, @event.Data).Bind(first + 12, @event.Generation).BindOrNull(first + 13, @event.NotBefore);
        statement.Bind(first + 14, @event.Revision).Bind(first + 15, @event.Trace);
        return @event.EmittedBy is { } run ? statement.Bind(first + 11, run.Value) : statement.BindNull(first + 11);
    }

    /// <summary>Reads the columns from one on.</summary>
    public static Event Read(Statement row, int first) => new()
    {
        Id = new EventId(row.Uuid(first)),
        Type = Interned(row.Text(first + 1)),
        Time = row.Time(first + 2),
        Object = row.IsNull(first + 4) ? null : ReadObject(row, first + 3),
        Data = row.TextOrNull(first + 10),
        EmittedBy = row.IsNull(first + 11) ? null : new RunId(row.Uuid(first + 11)),
        Generation = row.Int32(first + 12),
        NotBefore = row.IsNull(first + 13) ? null : row.Time(first + 13),
        Revision = row.TextOrNull(first + 14),
        Trace = row.TextOrNull(first + 15),
    };

    /// <summary>Reads bucket, key, version, etag, size, landed_at and location from a column on.</summary>
    public static StoredObject ReadObject(Statement row, int first)
    {
        var key = row.Text(first + 1);
        return new StoredObject
        {
            Name = new ObjectName(row.Text(first), key),
            Version = row.Int64(first + 2),
            ETag = row.Text(first + 3),
            Size = row.Int64(first + 4),
            LandedAt = row.Time(first + 5),
            Location = row.TextOrNull(first + 6) ?? key,
        };
    }

    /// <summary>Most objects lie where their key says: that is stored as nothing.</summary>
    public static string? ShortLocation(StoredObject stored) => stored.Location == stored.Name.Key ? null : stored.Location;

    private static string Interned(string type) => type switch
    {
        Event.ObjectCreated => Event.ObjectCreated,
        Event.ObjectReloaded => Event.ObjectReloaded,
        Event.ReconciliationFinished => Event.ReconciliationFinished,
        Event.SchemaChanged => Event.SchemaChanged,
        Event.ScheduleFired => Event.ScheduleFired,
        Event.HttpRequest => Event.HttpRequest,
        _ => type,
    };
}
