using Weir.Server.Access.SignIn;

namespace Weir.Tests.Server.Access;

/// <summary>Who tries passwords waits, and nobody for ever.</summary>
public sealed class SignInLimitsTests
{
    private readonly Clock _time = new();

    [Fact]
    public void A_name_waits_longer_with_each_failure_and_never_for_more_than_a_minute()
    {
        var limits = new SignInLimits(_time);
        Fail(limits, "ada", SignInLimits.FreeOfName - 1);
        Assert.Null(limits.WaitOf("ada", "10.0.0.1"));

        limits.Failed("ada", "10.0.0.1");
        Assert.Equal(TimeSpan.FromSeconds(1), limits.WaitOf("ada", "10.0.0.2"));
        limits.Failed("ada", "10.0.0.1");
        Assert.Equal(TimeSpan.FromSeconds(2), limits.WaitOf("ada", "10.0.0.2"));
        Fail(limits, "ada", 100);

        Assert.Equal(TimeSpan.FromMinutes(1), limits.WaitOf("ada", "10.0.0.2"));
        Assert.Null(limits.WaitOf("ben", "10.0.0.2"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(limits.WaitOf("ada", "10.0.0.2"));
    }

    [Theory]
    [InlineData(0.2, "Try again in 1 second.")]
    [InlineData(1.5, "Try again in 2 seconds.")]
    public void How_long_is_said_as_people_say_it(double seconds, string said) => Assert.Equal(said, SignInLimits.HintOf(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void An_address_waits_whatever_names_it_tries_and_stays_suspicious_when_one_is_good()
    {
        var limits = new SignInLimits(_time);
        for (var name = 0; name < SignInLimits.FreeOfAddress; name++)
        {
            limits.Failed($"name {name}", "10.0.0.1");
        }

        limits.GotIn("ben");

        Assert.NotNull(limits.WaitOf("ben", "10.0.0.1"));
        Assert.Null(limits.WaitOf("ben", "10.0.0.2"));
    }

    [Fact]
    public void Failures_are_forgotten_by_getting_in_and_with_time()
    {
        var limits = new SignInLimits(_time);
        Fail(limits, "ada", SignInLimits.FreeOfName - 1);
        limits.GotIn("ada");
        Fail(limits, "ada", 1);
        Assert.Null(limits.WaitOf("ada", "10.0.0.2"));
        Fail(limits, "ada", SignInLimits.FreeOfName - 2);
        _time.Advance(TimeSpan.FromMinutes(15));
        Fail(limits, "ada", 1);

        Assert.Null(limits.WaitOf("ada", "10.0.0.2"));
    }

    [Fact]
    public void Made_up_names_take_no_more_room_than_there_is()
    {
        var limits = new SignInLimits(_time);
        Fail(limits, "ada", 20);
        for (var name = 0; name < 50_000; name++)
        {
            limits.Failed($"made up {name}", $"10.0.{name / 250}.{name % 250}");
        }

        Assert.NotNull(limits.WaitOf("ada", "10.0.0.2"));
        Assert.InRange(limits.Count, 1, 10_000);
    }

    private static void Fail(SignInLimits limits, string name, int times)
    {
        for (var time = 0; time < times; time++)
        {
            limits.Failed(name, "10.0.0.1");
        }
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
