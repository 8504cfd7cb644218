using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Events;
using Weir.Pipelines;

namespace Weir.Tests.Engine.Deliveries;

public sealed class CautionTests
{
    private static readonly RetryDefinition Retry = RetryDefinition.Default;

    [Theory]
    [InlineData(0, int.MaxValue, false)]
    [InlineData(1, 100, false)]
    [InlineData(2, 1, true)]
    [InlineData(9, 1, true)]
    public void The_more_attempts_were_lost_the_smaller_the_company(int lost, int company, bool isAlone)
    {
        Assert.Equal(company, Caution.CompanyOf(Attempt(lost + 1, lost)));
        Assert.Equal(isAlone, Caution.IsAlone(Attempt(lost + 1, lost)));
    }

    [Fact]
    public void The_unsuspected_go_first_and_each_kind_keeps_its_order()
    {
        var sorted = Caution.Sort([Attempt(3, 2, id: 1), Attempt(1, 0, id: 2), Attempt(2, 1, id: 3), Attempt(5, 4, id: 4), Attempt(4, 0, id: 5)]);

        Assert.Equal([2, 5, 3, 1, 4], sorted.Select(d => d.Id));
    }

    [Theory]
    [InlineData(5, 11, 9, false)]
    [InlineData(5, 11, 10, true)]
    [InlineData(20, 11, 10, false)]
    [InlineData(20, 21, 20, true)]
    [InlineData(5, 6, 5, false)]
    [InlineData(5, 6, 0, false)]
    [InlineData(1, 10, 9, false)]
    [InlineData(1, 11, 10, true)]
    public void Only_what_was_lost_alone_and_has_no_attempt_left_is_given_up(int most, int attempt, int lost, bool isGivenUp)
    {
        var settlement = Caution.GiveUp(Attempt(attempt, lost), Retry with { MaxAttempts = most });

        Assert.Equal(isGivenUp, settlement is not null);
        if (settlement is not null)
        {
            Assert.Equal("WEIR4011", Assert.IsType<DeliveryOutcome.DeadLettered>(settlement.Outcome).Failure.Code);
            Assert.Equal(attempt - 1, settlement.Delivery.Attempt);
        }
    }

    private static Delivery Attempt(int attempt, int lost, long id = 1) => new()
    {
        Id = id,
        Subscriber = new Subscriber(SubscriberKind.Table, "t"),
        Event = new Event { Id = EventId.New(TimeProvider.System), Type = "x", Time = DateTimeOffset.UnixEpoch },
        Attempt = attempt,
        LostAttempts = lost,
        LeaseToken = 1,
    };
}
