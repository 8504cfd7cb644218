using Weir.Buckets;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>All tables over one connection, their statements compiled as they are used.</summary>
internal sealed class StateTables(Database database) : IDisposable
{
    public Database Database { get; } = database;

    public CounterTable Counters { get; } = new(database);

    public EventTable Events { get; } = new(database);

    public SubscriberTable Subscribers { get; } = new(database);

    public DeliveryTable Deliveries { get; } = new(database);

    public DeadLetterTable DeadLetters { get; } = new(database);

    public RunTable Runs { get; } = new(database);

    public FlowCountQueries FlowCounts { get; } = new(database);

    public RunSearchTable RunSearch { get; } = new(database);

    public RunStepTable RunSteps { get; } = new(database);

    public SignalTable Signals { get; } = new(database);

    public OutboxTable Outbox { get; } = new(database);

    public ObjectTable Objects { get; } = new(database);

    public ScheduleTable Schedules { get; } = new(database);

    public AlarmTable Alarms { get; } = new(database);

    public MetricQueries Metrics { get; } = new(database);

    public GarbageTable Garbage { get; } = new(database);

    public DatasetTable Datasets { get; } = new(database);

    public DedupeTable Dedupe { get; } = new(database);

    public AttributeTable Attributes { get; } = new(database);

    public UserTable Users { get; } = new(database);

    public TokenTable Tokens { get; } = new(database);

    public SessionTable Sessions { get; } = new(database);

    public AuditTable Audit { get; } = new(database);

    /// <summary>Starts a transaction that writes.</summary>
    public void Begin()
    {
        Deliveries.Forget();
        Database.Begin();
    }

    /// <summary>Lets others see the transaction. It is durable once the log is flushed.</summary>
    public void Commit()
    {
        Deliveries.Flush();
        Database.Commit();
    }

    /// <summary>Lets a version be found under its name, unless a greater one is; the lesser of the two is garbage.</summary>
    public void Land(StoredObject stored, long firstDelivery, int deliveries)
    {
        if (stored.Attributes is { } attributes)
        {
            Attributes.Put(stored.Version, attributes);
        }

        var current = Objects.Current(stored.Name);
        if (current is { } there && there.Version > stored.Version)
        {
            Garbage.Insert(new GarbageRow(
                stored.Name, stored.Version, EventColumns.ShortLocation(stored), firstDelivery, deliveries));
            return;
        }

        if (current is { } older && older.Version < stored.Version)
        {
            Garbage.Insert(older);
        }

        Objects.Put(stored, firstDelivery, deliveries);
    }

    /// <summary>Names the deliveries of a version that landed when its event was posted, wherever it is now.</summary>
    public void Claim(StoredObject stored, long firstDelivery, int deliveries)
    {
        if (Objects.Current(stored.Name) is { } current && current.Version == stored.Version)
        {
            Objects.Put(stored, firstDelivery, deliveries);
        }
        else
        {
            Garbage.Claim(stored.Version, firstDelivery, deliveries);
        }
    }

    /// <summary>
    /// Names further deliveries of the version that a name finds. Its content stays for those that are open, and for what lies
    /// between them and the new ones.
    /// </summary>
    public void Recall(StoredObject stored, long firstDelivery, int deliveries)
    {
        var first = Objects.Current(stored.Name) is { } current && Deliveries.AnyOf(current.FirstDelivery, current.Deliveries)
            ? current.FirstDelivery
            : firstDelivery;
        Objects.Claim(stored, first, (int)(firstDelivery + deliveries - first));
    }

    /// <summary>Names further deliveries of a version that has just landed, wherever it is now.</summary>
    public void Share(StoredObject stored, long firstDelivery, int deliveries)
    {
        if (deliveries == 0)
        {
            return;
        }

        if (Objects.Current(stored.Name)?.Version == stored.Version)
        {
            Recall(stored, firstDelivery, deliveries);
        }
        else
        {
            Garbage.Share(stored.Version, firstDelivery, deliveries);
        }
    }

    public void Dispose() => Database.Dispose();
}
