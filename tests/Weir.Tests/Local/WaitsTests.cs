using Weir.Events;
using Weir.Local.Deliveries;
using Weir.Tests.Engine.Runs;

namespace Weir.Tests.Local;

public sealed class WaitsTests
{
    [Fact]
    public void A_moment_that_is_centuries_away_has_not_come()
    {
        var waits = new Waits(TimeProvider.System);
        var delivery = new OpenDelivery { Event = new Event { Id = EventId.New(TimeProvider.System), Type = "tick", Time = DateTimeOffset.UtcNow } };

        waits.Add(delivery, new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Null(waits.Take(TimeProvider.System.GetTimestamp()));
    }

    [Fact]
    public void A_clock_that_is_put_on_ends_no_wait_that_took_the_place_of_one_for_a_moment()
    {
        var time = new MovedClock();
        var waits = new Waits(time);
        var delivery = new OpenDelivery { Event = new Event { Id = EventId.New(time), Type = "tick", Time = time.GetUtcNow() } };
        waits.Add(delivery, time.GetUtcNow() + TimeSpan.FromHours(1));
        Assert.True(waits.End(delivery));
        Assert.False(waits.End(delivery));
        waits.Add(delivery, TimeSpan.FromMinutes(1));

        time.By = TimeSpan.FromHours(2);

        Assert.Null(waits.Take(time.GetTimestamp()));
        Assert.True(waits.End(delivery));
        waits.Add(delivery, TimeSpan.Zero);
        Assert.Same(delivery, waits.Take(time.GetTimestamp()));

        // Nobody waits for a moment any more, so nobody looks at the clock on the wall.
        Assert.True(waits.NextLook(time.GetTimestamp()) > time.GetTimestamp() + (10 * time.TimestampFrequency));
    }
}
