using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Events;

namespace Weir.Conformance;

/// <summary>What the suites have in common: a fresh backend for each test, and short ways to say things.</summary>
public abstract class ConformanceSuite : IAsyncLifetime
{
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected static readonly Subscriber Orders = new(SubscriberKind.Table, "orders");
    private protected static readonly Subscriber Copy = new(SubscriberKind.Pipeline, "copy");

    private protected ConformanceSuite(Backend backend) => Backend = backend;

    protected Backend Backend { get; }

    protected static CancellationToken None => CancellationToken.None;

    public Task InitializeAsync() => Backend.OpenAsync();

    public async Task DisposeAsync() => await Backend.DisposeAsync();

    private protected Event NewEvent(string type = "tick", string? data = null) => new()
    {
        Id = EventId.New(Backend.Time),
        Type = type,
        Time = Backend.Time.GetUtcNow(),
        Data = data,
    };

    private protected Event Created(StoredObject stored) => new()
    {
        Id = EventId.New(Backend.Time),
        Type = Event.ObjectCreated,
        Time = Backend.Time.GetUtcNow(),
        Object = stored,
    };

    private protected async Task<Event> AppendAsync(params Subscriber[] subscribers)
    {
        var @event = NewEvent();
        await Backend.Log.AppendAsync([new RoutedEvent(@event, subscribers)], None);
        return @event;
    }

    private protected Task<IReadOnlyList<Delivery>> LeaseAsync(Subscriber subscriber, int limit = 100) =>
        Backend.Queue.LeaseAsync(subscriber, limit, Minute, None);

    private protected async Task<Delivery> LeaseOneAsync(Subscriber subscriber) =>
        Assert.Single(await LeaseAsync(subscriber));

    private protected Task<IReadOnlyList<Settlement>> SettleAsync(DeliveryOutcome outcome, params IEnumerable<Delivery> deliveries) =>
        Backend.Queue.SettleAsync([.. deliveries.Select(delivery => new Settlement(delivery, outcome))], None);

    /// <summary>Stages, places and appends a content.</summary>
    private protected async Task<StoredObject> PutAsync(string bucket, string key, byte[] content, params Subscriber[] subscribers)
    {
        var placed = await PlaceAsync(bucket, key, content);
        await Backend.Log.AppendAsync([new RoutedEvent(Created(placed), subscribers)], None);
        return placed;
    }

    private protected async Task<StoredObject> PlaceAsync(string bucket, string key, byte[] content)
    {
        var staged = await Backend.Writer.StageAsync(new ObjectName(bucket, key), new MemoryStream(content), None);
        return Assert.Single(await Backend.Writer.PlaceAsync([staged], None));
    }

    private protected async Task<byte[]> ReadAsync(StoredObject version)
    {
        await using var content = Backend.Objects.OpenRead(version);
        var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }
}
