using Weir.Engine.Events;
using Weir.Engine.Outbox;
using Weir.Events;

namespace Weir.Conformance.Outbox;

/// <summary>What <see cref="IOutbox"/> promises.</summary>
public abstract class OutboxConformance : ConformanceSuite
{
    private protected OutboxConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task What_was_posted_is_taken_in_order_until_it_is_removed()
    {
        Event[] events = [NewEvent("a"), NewEvent("b", "{}"), NewEvent("c")];
        await Backend.Outbox.PostAsync([events[0]], None);
        await Backend.Outbox.PostAsync(events[1..], None);

        Assert.Equal(events[..2], await Backend.Outbox.TakeAsync(2, None));
        Assert.Equal(events, await Backend.Outbox.TakeAsync(10, None));
        await Backend.Outbox.RemoveAsync([events[0], events[2]], None);
        Assert.Equal([events[1]], await Backend.Outbox.TakeAsync(10, None));
    }

    [Fact]
    public async Task A_restart_neither_loses_what_was_posted_nor_brings_back_what_was_removed()
    {
        Event[] events = [NewEvent("a"), NewEvent("b")];
        await Backend.Outbox.PostAsync(events, None);
        await Backend.Outbox.RemoveAsync([events[0]], None);

        await Backend.RestartAsync();

        Assert.Equal([events[1]], await Backend.Outbox.TakeAsync(10, None));
        await Backend.Outbox.WaitAsync(None).WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_was_posted_is_known_on_its_way_and_in_the_log()
    {
        Event[] events = [NewEvent("a"), NewEvent("b")];
        Assert.False(await Backend.Outbox.HoldsAsync(events[0].Id, None));
        await Backend.Outbox.PostAsync([events[0]], None);
        Assert.True(await Backend.Outbox.HoldsAsync(events[0].Id, None));

        await Backend.Log.AppendAsync([new RoutedEvent(events[0], [])], None);
        await Backend.Outbox.RemoveAsync([events[0]], None);
        await Backend.RestartAsync();

        Assert.True(await Backend.Outbox.HoldsAsync(events[0].Id, None));
        Assert.False(await Backend.Outbox.HoldsAsync(events[1].Id, None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_posted_though_the_log_has_it_is_passed_over_and_the_content_that_waits_stays(bool isReplacedBefore)
    {
        var older = await PlaceAsync("raw", "a.json", "old"u8.ToArray());
        var known = Created(older);
        await Backend.Log.AppendAsync([new RoutedEvent(known, [Copy])], None);
        if (isReplacedBefore)
        {
            await PutAsync("raw", "a.json", "new"u8.ToArray());
        }

        await Backend.Outbox.PostAsync([known], None);

        await Backend.Outbox.RemoveAsync(await Backend.Outbox.TakeAsync(10, None), None);
        if (!isReplacedBefore)
        {
            await PutAsync("raw", "a.json", "new"u8.ToArray());
        }

        await Backend.SweepAsync();
        Assert.Equal("old"u8.ToArray(), await ReadAsync(older));
        Assert.Equal(known, (await LeaseOneAsync(Copy)).Event);
    }

    [Fact]
    public async Task A_wait_ends_when_something_is_posted()
    {
        var waiting = Backend.Outbox.WaitAsync(None);
        Assert.False(waiting.IsCompleted);

        await Backend.Outbox.PostAsync([NewEvent()], None);

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_wait_does_not_end_when_all_was_removed_and_can_be_given_up()
    {
        var @event = NewEvent();
        await Backend.Outbox.PostAsync([@event], None);
        await Backend.Outbox.RemoveAsync([@event], None);
        using var given = new CancellationTokenSource();

        var waiting = Backend.Outbox.WaitAsync(given.Token);

        Assert.False(waiting.IsCompleted);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task The_object_of_a_posted_event_is_found_at_once()
    {
        var placed = await PlaceAsync("curated", "a.json", "{}"u8.ToArray());

        await Backend.Outbox.PostAsync([Created(placed)], None);

        Assert.Equal(placed, await Backend.Objects.FindAsync(placed.Name, None));
        await Backend.RestartAsync();
        Assert.Equal(placed, await Backend.Objects.FindAsync(placed.Name, None));
    }

    [Fact]
    public async Task What_is_posted_takes_the_place_of_other_objects_at_once_unless_they_are_newer()
    {
        var old = await PutAsync("curated", "out/old.json", "1"u8.ToArray());
        var overtaken = await PutAsync("curated", "out/newer.json", "2"u8.ToArray());
        var newer = await PutAsync("curated", "out/newer.json", "3"u8.ToArray());
        var placed = await PlaceAsync("curated", "out/new.json", "4"u8.ToArray());

        await Backend.Outbox.PostAsync([Created(placed)], [old, overtaken], None);

        Assert.Equal([placed, newer], await Backend.Objects.ListAsync("curated", "out/", null, 10, None));
        await Backend.RestartAsync();
        Assert.Equal([placed, newer], await Backend.Objects.ListAsync("curated", "out/", null, 10, None));
        Assert.Single(await Backend.Outbox.TakeAsync(10, None));
    }

    [Fact]
    public async Task An_object_that_was_removed_does_not_come_back_when_its_posted_event_reaches_the_log()
    {
        var placed = await PlaceAsync("curated", "a.json", "{}"u8.ToArray());
        var posted = Created(placed);
        await Backend.Outbox.PostAsync([posted], None);
        await Backend.Objects.RemoveAsync([placed.Name], None);

        await Backend.Log.AppendAsync([new RoutedEvent(posted, [Orders])], None);
        await Backend.Outbox.RemoveAsync([posted], None);

        Assert.Null(await Backend.Objects.FindAsync(placed.Name, None));
        Assert.Equal("{}"u8.ToArray(), await ReadAsync((await LeaseOneAsync(Orders)).Event.Object!));
    }
}
