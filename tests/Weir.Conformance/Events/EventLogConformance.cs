using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Runs;

namespace Weir.Conformance.Events;

/// <summary>What <see cref="IEventLog"/> promises.</summary>
public abstract class EventLogConformance : ConformanceSuite
{
    private protected EventLogConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task An_appended_event_survives_a_restart_with_all_it_says()
    {
        var stored = await PlaceAsync("raw", "a.json", "{}"u8.ToArray());
        Event[] events = [NewEvent("http_request", "{\"a\":\"ä\"}"), Created(stored), NewEvent()];
        await Backend.Log.AppendAsync([.. events.Select(e => new RoutedEvent(e, []))], None);

        await Backend.RestartAsync();

        var listed = await Backend.Log.ListAsync(10, null, None);
        Assert.Equal(events, listed.Select(logged => logged.Event).Reverse());
    }

    [Fact]
    public async Task The_deliveries_of_an_appended_event_survive_a_restart()
    {
        var @event = await AppendAsync(Orders, Copy);

        await Backend.RestartAsync();

        Assert.Equal(@event, (await LeaseOneAsync(Orders)).Event);
        Assert.Equal(@event, (await LeaseOneAsync(Copy)).Event);
        Assert.Equal(2, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task Appending_the_same_id_twice_stores_one_event_and_one_delivery_for_each()
    {
        var @event = NewEvent();
        await Backend.Log.AppendAsync([new RoutedEvent(@event, [Orders]), new RoutedEvent(@event, [Orders])], None);
        await Backend.RestartAsync();
        await Backend.Log.AppendAsync([new RoutedEvent(@event, [Orders, Copy])], None);

        Assert.Single(await Backend.Log.ListAsync(10, null, None));
        Assert.Single(await LeaseAsync(Orders));
        Assert.Empty(await LeaseAsync(Copy));
        Assert.Equal(1, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task A_subscriber_named_twice_gets_one_delivery()
    {
        await AppendAsync(Orders, Orders);

        Assert.Single(await LeaseAsync(Orders));
    }

    [Fact]
    public async Task A_batch_with_a_withdrawn_token_stores_nothing()
    {
        using var withdrawn = new CancellationTokenSource();
        await withdrawn.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Backend.Log.AppendAsync(
            [new RoutedEvent(NewEvent(), [Orders]), new RoutedEvent(NewEvent(), [Orders])], withdrawn.Token));

        Assert.Empty(await Backend.Log.ListAsync(10, null, None));
        Assert.Empty(await LeaseAsync(Orders));
    }

    [Fact]
    public async Task The_events_of_a_run_are_listed_in_order_and_page_by_page_after_the_one_that_started_it()
    {
        var (start, run, other) = (NewEvent(), RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        Event[] emitted = [.. Enumerable.Range(0, 5).Select(_ => NewEvent() with { EmittedBy = run })];
        await Backend.Log.AppendAsync([new RoutedEvent(NewEvent(), []), new RoutedEvent(start, [Orders])], None);
        await Backend.Log.AppendAsync(
            [.. emitted.SelectMany(each => new[] { each, NewEvent() with { EmittedBy = other }, NewEvent() }).Select(each => new RoutedEvent(each, []))], None);

        await Backend.RestartAsync();

        var first = await Backend.Log.ListOfRunAsync(run, start.Id, 3, null, None);
        var second = await Backend.Log.ListOfRunAsync(run, start.Id, 3, first[^1].Position, None);
        Assert.Equal([start, .. emitted], first.Concat(second).Select(logged => logged.Event));
        Assert.Equal(1, first[0].Waiting);
        Assert.Empty(await Backend.Log.ListOfRunAsync(run, start.Id, 3, second[^1].Position, None));
        Assert.Empty(await Backend.Log.ListOfRunAsync(RunId.New(TimeProvider.System), NewEvent().Id, 3, null, None));
    }

    [Fact]
    public async Task Events_are_listed_newest_first_and_page_by_page()
    {
        for (var at = 0; at < 7; at++)
        {
            await Backend.Log.AppendAsync([new RoutedEvent(NewEvent("tick", $"{at}"), [])], None);
        }

        var first = await Backend.Log.ListAsync(4, null, None);
        var second = await Backend.Log.ListAsync(4, first[^1].Position, None);

        Assert.Equal(["6", "5", "4", "3"], first.Select(logged => logged.Event.Data));
        Assert.Equal(["2", "1", "0"], second.Select(logged => logged.Event.Data));
        Assert.True(first.Concat(second).Zip(first.Concat(second).Skip(1)).All(pair => pair.First.Position > pair.Second.Position));
    }

    [Fact]
    public async Task A_listed_event_counts_its_deliveries_that_wait_and_that_are_dead()
    {
        await AppendAsync(Orders, Copy);
        await AppendAsync();

        await SettleAsync(new Weir.Deliveries.DeliveryOutcome.DeadLettered(new("WEIR6001", "No.")), await LeaseAsync(Orders));
        var listed = await Backend.Log.ListAsync(10, null, None);
        await SettleAsync(new Weir.Deliveries.DeliveryOutcome.Done(), await LeaseAsync(Copy));
        var later = await Backend.Log.ListAsync(10, null, None);

        Assert.Equal([(0, 0), (1, 1)], listed.Select(logged => (logged.Waiting, logged.Dead)));
        Assert.Equal([(0, 0), (0, 1)], later.Select(logged => (logged.Waiting, logged.Dead)));
    }

    [Fact]
    public async Task Appends_at_the_same_time_are_all_stored_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            for (var at = 0; at < 50; at++)
            {
                await AppendAsync(Orders);
            }
        })));
        await Backend.RestartAsync();

        var listed = await Backend.Log.ListAsync(10_000, null, None);
        Assert.Equal(1_600, listed.Select(logged => logged.Event.Id).Distinct().Count());
        Assert.Equal(1_600, listed.Count);
        Assert.Equal(1_600, (await LeaseAsync(Orders, 10_000)).Count + (await LeaseAsync(Orders, 10_000)).Count);
    }

    [Fact]
    public async Task The_object_of_an_event_is_found_once_the_event_is_appended_and_not_before()
    {
        var placed = await PlaceAsync("raw", "a.json", "{}"u8.ToArray());
        var before = await Backend.Objects.FindAsync(placed.Name, None);

        await Backend.Log.AppendAsync([new RoutedEvent(Created(placed), [])], None);

        Assert.Null(before);
        Assert.Equal(placed, await Backend.Objects.FindAsync(placed.Name, None));
    }

    [Fact]
    public async Task An_older_version_does_not_take_the_name_from_a_newer_one()
    {
        var older = await PlaceAsync("raw", "a.json", "old"u8.ToArray());
        var newer = await PlaceAsync("raw", "a.json", "new"u8.ToArray());

        await Backend.Log.AppendAsync([new RoutedEvent(Created(newer), [])], None);
        await Backend.Log.AppendAsync([new RoutedEvent(Created(older), [Orders])], None);

        Assert.Equal(newer, await Backend.Objects.FindAsync(newer.Name, None));
        Assert.Equal("old"u8.ToArray(), await ReadAsync((await LeaseOneAsync(Orders)).Event.Object!));
    }

    [Fact]
    public async Task A_version_is_reloaded_while_its_name_finds_it_and_not_afterwards()
    {
        var older = await PlaceAsync("raw", "a.json", "old"u8.ToArray());
        await Backend.Log.AppendAsync([new RoutedEvent(Created(older), [])], None);
        await Backend.Log.AppendAsync([new RoutedEvent(Created(older) with { Type = Event.ObjectReloaded }, [Orders])], None);
        var newer = await PlaceAsync("raw", "a.json", "new"u8.ToArray());
        await Backend.Log.AppendAsync([new RoutedEvent(Created(newer), [])], None);
        await Backend.Log.AppendAsync([new RoutedEvent(Created(older) with { Type = Event.ObjectReloaded }, [Copy])], None);

        Assert.Equal("old"u8.ToArray(), await ReadAsync((await LeaseOneAsync(Orders)).Event.Object!));
        Assert.Empty(await LeaseAsync(Copy));
        Assert.Equal(newer, await Backend.Objects.FindAsync(newer.Name, None));
    }

    [Fact]
    public async Task The_copy_of_an_objects_event_keeps_its_content_and_is_passed_over_once_its_name_finds_another()
    {
        var older = await PlaceAsync("raw", "a.json", "old"u8.ToArray());
        var original = Created(older);
        var (copy, late) = (Created(older), Created(older));
        await Backend.Log.AppendAsync([new RoutedEvent(original, [Copy])], None);
        await Backend.Log.AppendAsync([new RoutedEvent(copy, [Copy]) { IsCopy = true }], None);
        await PutAsync("raw", "a.json", "new"u8.ToArray());
        await Backend.Log.AppendAsync([new RoutedEvent(late, [Copy]) { IsCopy = true }], None);

        var deliveries = await LeaseAsync(Copy);
        Assert.Equal([original, copy], deliveries.Select(delivery => delivery.Event));
        await SettleAsync(new DeliveryOutcome.Done(), deliveries[0]);
        await Backend.SweepAsync();

        Assert.Equal("old"u8.ToArray(), await ReadAsync(older));
        Assert.Equal(copy, await Backend.Log.FindAsync(copy.Id, None));
        Assert.Null(await Backend.Log.FindAsync(late.Id, None));
    }

    [Fact]
    public async Task Redelivered_events_in_any_order_store_each_once_and_leave_the_newest_version()
    {
        var random = new Random(7);
        var events = new List<Event>();
        for (var at = 0; at < 1_000; at++)
        {
            events.Add(Created(new StoredObject
            {
                Name = new ObjectName("raw", $"{at % 100}.json"),
                Version = at + 1,
                ETag = $"{at:x32}",
                Size = 1,
                LandedAt = Backend.Time.GetUtcNow(),
                Location = $"{at % 100}.json",
            }));
        }

        var redelivered = events.SelectMany(e => Enumerable.Repeat(e, random.Next(1, 19))).ToArray();
        random.Shuffle(redelivered);
        await Task.WhenAll(redelivered.Chunk(100).Select(batch =>
            Backend.Log.AppendAsync([.. batch.Select(e => new RoutedEvent(e, [Orders]))], None)));

        Assert.Equal(1_000, await Backend.Queue.CountOpenAsync(None));
        var found = await Backend.Objects.ListAsync("raw", "", null, 1_000, None);
        Assert.Equal(Enumerable.Range(901, 100).Select(v => (long)v), found.Select(stored => stored.Version).Order());
    }
}
