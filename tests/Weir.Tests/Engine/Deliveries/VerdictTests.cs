using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Events;
using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Tests.Engine.Deliveries;

public sealed class VerdictTests
{
    private static readonly RetryDefinition Retry = new(3, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData(1, 0.0, 1.0)]
    [InlineData(1, 1.0, 2.0)]
    [InlineData(2, 1.0, 4.0)]
    [InlineData(3, 1.0, 8.0)]
    [InlineData(4, 1.0, 10.0)]
    [InlineData(1_000_000, 1.0, 10.0)]
    public void The_wait_doubles_up_to_the_longest_and_is_spread_over_its_upper_half(int attempt, double jitter, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Retry.WaitAfter(attempt, jitter));

    [Fact]
    public void What_is_unavailable_is_waited_for_and_does_not_use_up_attempts()
    {
        var full = new UnavailableException(new Failure("WEIR3003", "The disk is full."));

        Assert.IsType<DeliveryOutcome.Snoozed>(Verdict.Of(Attempt(100), full, Retry, 0.5));
    }

    [Fact]
    public void What_waiting_cannot_help_is_given_up_at_once()
    {
        var refused = new RefusedException(new Failure("WEIR5101", "The archive is hostile."));

        var outcome = Assert.IsType<DeliveryOutcome.DeadLettered>(Verdict.Of(Attempt(1), refused, Retry, 0.5));
        Assert.Equal("WEIR5101", outcome.Failure.Code);
    }

    [Fact]
    public void An_unknown_error_is_tried_again_until_the_last_attempt()
    {
        var bug = new InvalidOperationException("odd");

        Assert.IsType<DeliveryOutcome.Retry>(Verdict.Of(Attempt(1), bug, Retry, 0.5));
        Assert.IsType<DeliveryOutcome.Retry>(Verdict.Of(Attempt(2), bug, Retry, 0.5));
        Assert.IsType<DeliveryOutcome.DeadLettered>(Verdict.Of(Attempt(3), bug, Retry, 0.5));
    }

    private static Delivery Attempt(int attempt) => new()
    {
        Id = 1,
        Subscriber = new Subscriber(SubscriberKind.Table, "t"),
        Event = new Event { Id = EventId.New(TimeProvider.System), Type = "x", Time = DateTimeOffset.UnixEpoch },
        Attempt = attempt,
        LeaseToken = 1,
    };
}
