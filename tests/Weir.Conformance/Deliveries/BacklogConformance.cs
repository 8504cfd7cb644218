using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Failures;

namespace Weir.Conformance.Deliveries;

/// <summary>What <see cref="IBacklog"/> promises.</summary>
public abstract class BacklogConformance : ConformanceSuite
{
    private static readonly Failure Broken = new("WEIR5003", "It is broken.");

    private protected BacklogConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task It_is_empty_when_every_delivery_has_ended_well_or_not()
    {
        Assert.True(await Backend.Backlog.IsEmptyAsync(0, None));
        await AppendAsync(Orders, Copy);
        Assert.False(await Backend.Backlog.IsEmptyAsync(0, None));
        await SettleAsync(new DeliveryOutcome.Done(), await LeaseOneAsync(Orders));
        Assert.False(await Backend.Backlog.IsEmptyAsync(0, None));
        await SettleAsync(new DeliveryOutcome.DeadLettered(Broken), await LeaseOneAsync(Copy));
        Assert.True(await Backend.Backlog.IsEmptyAsync(0, None));
    }

    [Fact]
    public async Task It_is_empty_but_for_deliveries_that_nobody_waits_for()
    {
        await AppendAsync(Orders, Copy);
        Assert.False(await Backend.Backlog.IsEmptyAsync(1, None));
        await SettleAsync(new DeliveryOutcome.Done(), await LeaseOneAsync(Copy));
        Assert.True(await Backend.Backlog.IsEmptyAsync(1, None));
    }

    [Fact]
    public async Task It_is_not_empty_while_something_waits_in_the_outbox_also_after_a_restart()
    {
        var posted = NewEvent();
        await Backend.Outbox.PostAsync([posted], None);
        Assert.False(await Backend.Backlog.IsEmptyAsync(0, None));
        await Backend.RestartAsync();
        Assert.False(await Backend.Backlog.IsEmptyAsync(0, None));

        await Backend.Outbox.RemoveAsync([posted], None);

        Assert.True(await Backend.Backlog.IsEmptyAsync(0, None));
    }

    [Fact]
    public async Task What_goes_from_delivery_to_outbox_to_delivery_is_never_overlooked()
    {
        await AppendAsync(Orders);
        using var done = new CancellationTokenSource();
        var looking = Task.Run(async () =>
        {
            var looks = 0;
            while (!done.IsCancellationRequested)
            {
                Assert.False(await Backend.Backlog.IsEmptyAsync(0, None));
                looks++;
            }

            return looks;
        });
        for (var round = 0; round < 300; round++)
        {
            var delivery = await LeaseOneAsync(Orders);
            var emitted = NewEvent();
            await Backend.Outbox.PostAsync([emitted], None);
            await SettleAsync(new DeliveryOutcome.Done(), delivery);
            await Backend.Log.AppendAsync([new RoutedEvent(emitted, [Orders])], None);
            await Backend.Outbox.RemoveAsync([emitted], None);
        }

        await done.CancelAsync();
        Assert.True(await looking > 300);
    }

    [Fact]
    public async Task Everyone_who_has_deliveries_is_listed_also_after_a_restart()
    {
        await AppendAsync(Orders, Copy);
        Assert.Equal([Copy, Orders], Sorted(await Backend.Backlog.ListSubscribersAsync(None)));

        await Backend.RestartAsync();

        Assert.Equal([Copy, Orders], Sorted(await Backend.Backlog.ListSubscribersAsync(None)));
    }

    private static IEnumerable<Subscriber> Sorted(IEnumerable<Subscriber> subscribers) =>
        subscribers.OrderBy(subscriber => subscriber.ToString(), StringComparer.Ordinal);
}
