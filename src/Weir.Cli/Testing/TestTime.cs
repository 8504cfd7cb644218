using Weir.Cli.Composition;
using Weir.Engine.Triggers.Schedules;
using Weir.Local.Deliveries;

namespace Weir.Cli.Testing;

/// <summary>The time of a test: all that is due is worked off while the clock stands still, then the clock goes on to what falls due next.</summary>
internal sealed class TestTime(TestWorld world)
{
    /// <summary>How often to look whether all is worked off. What is looked at is exact; this is only how soon it is seen.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <summary>How often alarms look, where a project has some.</summary>
    private static readonly TimeSpan BetweenAlarms = TimeSpan.FromMinutes(1);

    private readonly Task _failed = world.Host.WhenFailedAsync(CancellationToken.None);
    private readonly FlowRest _rest = new(world.Host, world.Local, world.Warehouse);
    private readonly IReadOnlyList<Scheduled> _schedules = Scheduled.Of(world.Project);

    /// <summary>Completes when nothing more happens until time passes or somebody acts.</summary>
    /// <returns>What waits then.</returns>
    public async Task<QueueRest> RestAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var fired = await world.Schedules.PumpAsync(cancellationToken);
            var rest = await WorkedOffAsync(cancellationToken);
            if (!fired && !(world.Alarms is { } alarms && await alarms.LookAsync(cancellationToken)))
            {
                return rest;
            }
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="by">How much; as long as something but a schedule waits for a time when none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task AdvanceAsync(TimeSpan? by, CancellationToken cancellationToken)
    {
        var end = world.Clock.GetUtcNow() + by;
        while (true)
        {
            var rest = await RestAsync(cancellationToken);
            if (end is null && rest.Next is null)
            {
                return;
            }

            var next = NextAfter(rest, hasAlarms: world.Alarms is not null && end is not null);
            if (next is null || next >= end)
            {
                MoveTo(end!.Value);
                await RestAsync(cancellationToken);
                return;
            }

            MoveTo(next.Value);
        }
    }

    private DateTimeOffset? NextAfter(QueueRest rest, bool hasAlarms)
    {
        var now = world.Clock.GetUtcNow();
        DateTimeOffset?[] times =
        [
            rest.Next is { } wait ? Rounded(now + wait) : null,
            .. _schedules.Select(scheduled => scheduled.Schedule.NextAfter(now)),
            hasAlarms ? now + BetweenAlarms : null,
        ];
        return times.Min();
    }

    /// <summary>The next whole millisecond: timers know no shorter times.</summary>
    private static DateTimeOffset Rounded(DateTimeOffset moment) =>
        moment.AddTicks((TimeSpan.TicksPerMillisecond - (moment.UtcTicks % TimeSpan.TicksPerMillisecond)) % TimeSpan.TicksPerMillisecond);

    private void MoveTo(DateTimeOffset moment)
    {
        world.Clock.Set(moment);

        // Whoever was about to wait by the old time is not overlooked.
        world.Local.TellOfTime();
    }

    private async Task<QueueRest> WorkedOffAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_failed.IsCompleted)
            {
                await _failed;
            }

            if (_rest.Find() is { } rest)
            {
                return rest;
            }

            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }
}
