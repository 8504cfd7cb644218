using Weir.Deliveries;
using Weir.Events;
using Weir.Local.Deliveries;
using Weir.Local.State;

namespace Weir.Tests.Local;

public sealed class SubscriberQueueTests
{
    [Fact]
    public async Task A_run_that_is_spoken_to_while_its_row_is_read_goes_on()
    {
        var queue = new SubscriberQueue(1, new Subscriber(SubscriberKind.Pipeline, "p"), isStored: true, TimeProvider.System);
        var started = new Event { Id = EventId.New(TimeProvider.System), Type = "tick", Time = DateTimeOffset.UnixEpoch };
        var row = new DeliveryRow(7, 0, 0, DeliveryTable.Never, TimeSpan.Zero, 1, started);
        var looks = 0;

        // The word is stored after the row was read and before it is taken up.
        async Task<List<DeliveryRow>> ReadAsync(long from)
        {
            if (++looks > 1)
            {
                return [row with { Due = DateTimeOffset.UnixEpoch }];
            }

            await Task.Run(() => queue.WakeUp(row.Id));
            return [row];
        }

        while (queue.Next() is { IsDue: false, Change: null })
        {
            await queue.ReadAsync(ReadAsync, recoveredThrough: 7);
        }

        Assert.Equal(7, Assert.Single(queue.Lease(10, TimeSpan.FromMinutes(1))).Id);
        Assert.Empty(queue.Lease(10, TimeSpan.FromMinutes(1)));
    }
}
