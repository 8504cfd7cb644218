using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Objects;
using Weir.Engine.Telemetry;
using Weir.Events;

namespace Weir.Engine.Triggers;

/// <summary>Lands objects: durable content first, then the event with its deliveries, and only then the word that it is done.</summary>
internal sealed class Landing(IObjectWriter objects, IEventLog log, Router router, IFlowObserver observer, TimeProvider time)
{
    /// <summary>Contents written at a time. Their fsyncs overlap, which is where a batch gains.</summary>
    private const int Writers = 16;

    /// <summary>Lands contents, all in one transaction: either every one of them is there, or none.</summary>
    /// <returns>The landed versions, in the order of the arrivals.</returns>
    /// <exception cref="Weir.Failures.RefusedException">
    /// A key or bucket is refused; nothing landed. WEIR7304: what was to be replaced is not there any more; that one did not land.
    /// </exception>
    /// <exception cref="Weir.Failures.UnavailableException">The disk is full or refuses; nothing landed.</exception>
    public async Task<IReadOnlyList<StoredObject>> LandAsync(
        IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        var placed = await PlaceAsync(arrivals, cancellationToken);
        await AnnounceAsync([.. placed.Select((landed, at) => router.Route(EventOf(landed)) with { Replaces = arrivals[at].Replaces, Audit = arrivals[at].Audit })], placed, cancellationToken);
        return placed;
    }

    /// <summary>Lands one content, and records what it came with in the same transaction.</summary>
    /// <param name="arrival">The content.</param>
    /// <param name="beside">What it came with, which tells of the landed version.</param>
    /// <param name="cancellationToken">Ends the call; nothing landed then.</param>
    /// <exception cref="Weir.Failures.RefusedException">A key or bucket is refused; nothing landed.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">The disk is full or refuses; nothing landed.</exception>
    public async Task LandAsync(Arrival arrival, Func<StoredObject, RoutedEvent> beside, CancellationToken cancellationToken)
    {
        var placed = await PlaceAsync([arrival], cancellationToken);
        await log.AppendAsync([router.Route(EventOf(placed[0])), beside(placed[0])], cancellationToken);
        observer.Landed(placed);
    }

    private async Task<IReadOnlyList<StoredObject>> PlaceAsync(IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        var staged = new StoredObject?[arrivals.Count];
        try
        {
            await Parallel.ForAsync(
                0,
                arrivals.Count,
                new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken },
                async (index, token) =>
                {
                    await using var content = arrivals[index].Open();
                    var written = await objects.StageAsync(arrivals[index].Name, content, token);
                    staged[index] = arrivals[index].Describe is { } describe ? written with { Attributes = describe() } : written;
                });
        }
        catch
        {
            await objects.DiscardAsync([.. staged.OfType<StoredObject>()], CancellationToken.None);
            throw;
        }

        return await objects.PlaceAsync([.. staged.OfType<StoredObject>()], cancellationToken);
    }

    /// <summary>Records that contents which already stand in their places have landed.</summary>
    public Task AnnounceAsync(IReadOnlyList<StoredObject> placed, CancellationToken cancellationToken) =>
        AnnounceAsync([.. placed.Select(EventOf).Select(router.Route)], placed, cancellationToken);

    private async Task AnnounceAsync(IReadOnlyList<RoutedEvent> events, IReadOnlyList<StoredObject> placed, CancellationToken cancellationToken)
    {
        await log.AppendAsync(events, cancellationToken);
        observer.Landed(placed);
    }

    private Event EventOf(StoredObject landed) => new()
    {
        Id = EventId.New(time),
        Type = Event.ObjectCreated,
        Time = landed.LandedAt,
        Object = landed,
        Trace = Traces.Current,
    };
}
