using Weir.Engine.Events;
using Weir.Failures;

namespace Weir.Conformance.Events;

/// <summary>What <see cref="IEventLog"/> promises of events that mean the same.</summary>
public abstract class DedupeConformance : ConformanceSuite
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private protected DedupeConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task Of_events_with_one_key_the_first_is_delivered_and_the_others_are_recorded_with_its_id()
    {
        var first = Keyed("order 7");
        Assert.Empty(await Backend.Log.AppendAsync([first], None));
        await Backend.RestartAsync();
        var second = Keyed("order 7");

        var duplicate = Assert.Single(await Backend.Log.AppendAsync([second, Keyed("order 8")], None));

        Assert.Equal(new Duplicate(second.Event.Id, Copy, first.Event.Id), duplicate);
        Assert.Equal(2, (await LeaseAsync(Copy)).Count);
        await Backend.RestartAsync();
        var listed = await Backend.Log.ListAsync(10, null, None);
        Assert.Equal(new DedupeNote(Copy, first.Event.Id, null), Assert.Single(listed[1].Notes));
        Assert.Equal((0, 0), (listed[1].Waiting, listed[0].Notes.Count));
    }

    [Fact]
    public async Task A_batch_may_hold_events_that_mean_the_same()
    {
        RoutedEvent[] batch = [Keyed("a"), Keyed("a"), Keyed("b"), Keyed("a")];

        var duplicates = await Backend.Log.AppendAsync(batch, None);

        Assert.Equal([batch[1].Event.Id, batch[3].Event.Id], duplicates.Select(duplicate => duplicate.Event));
        Assert.All(duplicates, duplicate => Assert.Equal(batch[0].Event.Id, duplicate.First));
        Assert.Equal([batch[0].Event, batch[2].Event], (await LeaseAsync(Copy)).Select(delivery => delivery.Event));
    }

    [Fact]
    public async Task Others_get_the_event_all_the_same()
    {
        await Backend.Log.AppendAsync([Keyed("a")], None);
        var second = new RoutedEvent(NewEvent(), [Orders, Copy]) { Keys = [DedupeKey.Of(Copy, "a", Hour)] };

        await Backend.Log.AppendAsync([second], None);

        Assert.Equal(second.Event, (await LeaseOneAsync(Orders)).Event);
        Assert.NotEqual(second.Event, (await LeaseOneAsync(Copy)).Event);
        Assert.Equal(2, await Backend.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task A_key_is_that_of_one_subscriber()
    {
        await Backend.Log.AppendAsync([Keyed("a")], None);
        var other = new RoutedEvent(NewEvent(), [Orders]) { Keys = [DedupeKey.Of(Orders, "a", Hour)] };

        Assert.Empty(await Backend.Log.AppendAsync([other], None));

        Assert.Equal(other.Event, (await LeaseOneAsync(Orders)).Event);
    }

    [Fact]
    public async Task A_key_lasts_from_the_first_event_on_and_no_longer()
    {
        var first = Keyed("a");
        await Backend.Log.AppendAsync([first], None);
        Backend.Time.Advance(Hour - TimeSpan.FromSeconds(1));
        Assert.Single(await Backend.Log.AppendAsync([Keyed("a")], None));
        Assert.Equal(first.Event.Id, (await Backend.Log.FindAsync(first.Keys[0], None))!.First);

        Backend.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await Backend.Log.FindAsync(first.Keys[0], None));
        var next = Keyed("a");
        Assert.Empty(await Backend.Log.AppendAsync([next], None));
        Assert.Equal(next.Event.Id, (await Backend.Log.FindAsync(first.Keys[0], None))!.First);
    }

    [Fact]
    public async Task The_same_event_again_is_no_duplicate_of_itself()
    {
        var first = Keyed("a");
        await Backend.Log.AppendAsync([first, first], None);
        await Backend.RestartAsync();

        Assert.Empty(await Backend.Log.AppendAsync([first], None));

        Assert.Empty(Assert.Single(await Backend.Log.ListAsync(10, null, None)).Notes);
        Assert.Single(await LeaseAsync(Copy));
    }

    [Fact]
    public async Task Of_senders_at_the_same_time_one_is_the_first()
    {
        var duplicates = await Task.WhenAll(Enumerable.Range(0, 64).Select(at =>
            Task.Run(async () => (await Backend.Log.AppendAsync([Keyed($"{at % 4}")], None)).Count)));

        Assert.Equal(60, duplicates.Sum());
        Assert.Equal(4, (await LeaseAsync(Copy)).Count);
        Assert.Equal(64, (await Backend.Log.ListAsync(100, null, None)).Count);
    }

    [Fact]
    public async Task An_event_is_a_duplicate_when_one_of_its_keys_is_known_and_its_others_are_learned()
    {
        var first = Keyed("a");
        await Backend.Log.AppendAsync([first], None);

        Assert.Single(await Backend.Log.AppendAsync([Keyed("b", "a")], None));

        var third = Assert.Single(await Backend.Log.AppendAsync([Keyed("b")], None));
        Assert.Equal(first.Event.Id, third.First);
    }

    [Fact]
    public async Task What_came_with_the_first_event_is_known_by_its_hash()
    {
        var content = DedupeKey.HashOf("{}"u8);
        var first = Keyed("a");
        await Backend.Log.AppendAsync([first with { Keys = [first.Keys[0] with { Content = content }] }], None);
        await Backend.RestartAsync();

        Assert.Equal(new KnownKey(first.Event.Id, content), await Backend.Log.FindAsync(first.Keys[0], None));
    }

    [Fact]
    public async Task Why_an_event_has_no_key_is_recorded_with_it()
    {
        var note = new DedupeNote(Copy, null, new Failure("WEIR5006", "It has no ä.", "Give it one."));
        await Backend.Log.AppendAsync([new RoutedEvent(NewEvent(), [Copy]) { Notes = [note] }], None);

        await Backend.RestartAsync();

        Assert.Equal([note], Assert.Single(await Backend.Log.ListAsync(10, null, None)).Notes);
        Assert.Single(await LeaseAsync(Copy));
    }

    [Fact]
    public async Task Keys_whose_time_is_over_are_forgotten_with_the_history_and_the_others_are_not()
    {
        for (var at = 0; at < 1_200; at++)
        {
            await Backend.Log.AppendAsync([Keyed($"{at}")], None);
        }

        Backend.Time.Advance(Hour);
        var younger = Keyed("younger");
        await Backend.Log.AppendAsync([younger], None);

        while (await Backend.History.PruneAsync(Backend.Time.GetUtcNow() - TimeSpan.FromDays(14), None))
        {
        }

        Backend.Time.Advance(-TimeSpan.FromMinutes(30));
        Assert.Null(await Backend.Log.FindAsync(DedupeKey.Of(Copy, "7", Hour), None));
        Assert.NotNull(await Backend.Log.FindAsync(younger.Keys[0], None));
    }

    private RoutedEvent Keyed(params string[] keys) => new(NewEvent(), [Copy])
    {
        Keys = [.. keys.Select(key => DedupeKey.Of(Copy, key, Hour))],
    };
}
