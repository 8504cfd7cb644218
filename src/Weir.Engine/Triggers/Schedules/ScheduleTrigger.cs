using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Schedules;

namespace Weir.Engine.Triggers.Schedules;

/// <summary>Makes events of the times of schedules that have come, once each.</summary>
/// <remarks>
/// The events come first and the mark after them: their ids are made of the mark before them and the time, so a crash in between, which
/// has them appended again, leaves one of each. A schedule that is new, or was changed, begins now; so does one whose mark is far in the
/// future, for the clock was wrong when it was set: it must not hold the schedule until then. The times of one that is paused are left out.
/// </remarks>
internal sealed class ScheduleTrigger(IReadOnlyList<Scheduled> schedules, IScheduleMarks marks, IEventLog log, Router router, TimeProvider time)
{
    /// <summary>Events of one turn for one schedule.</summary>
    private const int Batch = 1_000;

    /// <summary>A time that is farther back was missed: nothing ran, or the machine slept.</summary>
    private static readonly TimeSpan OnTime = TimeSpan.FromMinutes(1);

    /// <summary>The longest sleep: clocks are put right meanwhile.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    /// <summary>A clock that is put back by less is waited for, so that nothing fires twice.</summary>
    private static readonly TimeSpan ShortestStep = TimeSpan.FromHours(1);

    /// <summary>One that is put back by more was wrong before, however rarely a schedule fires.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);

    private readonly Dictionary<Scheduled, ScheduleMark> _marks = [];
    private IReadOnlyDictionary<Subscriber, DateTimeOffset> _pauses = new Dictionary<Subscriber, DateTimeOffset>();

    /// <returns>False when no time has come.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        var any = false;
        _pauses = await marks.ListPausesAsync(cancellationToken);
        foreach (var scheduled in schedules)
        {
            any |= await FireAsync(scheduled, await MarkOfAsync(scheduled, cancellationToken), cancellationToken);
        }

        return any;
    }

    /// <summary>Completes when the next time comes, or a little before.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var next = _marks.Select(mark => mark.Key.Schedule.NextAfter(mark.Value.Through)).Min() - now;
        var rest = next is null || next > LongestRest ? LongestRest : next.Value;
        return Task.Delay(rest > TimeSpan.FromMilliseconds(1) ? rest : TimeSpan.FromMilliseconds(1), time, cancellationToken);
    }

    private async Task<bool> FireAsync(Scheduled scheduled, ScheduleMark mark, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (scheduled.Schedule.NextAfter(mark.Through) is not { } first || first > now)
        {
            if (mark.Through - now > StepOf(scheduled.Schedule, mark.Through))
            {
                await SetAsync(scheduled, now, mark.Fired, cancellationToken);
            }

            return false;
        }

        var due = Due(scheduled.Schedule, first, now);
        var fired = scheduled.Schedule.Missed switch
        {
            _ when _pauses.ContainsKey(scheduled.Subscriber) => [],
            MissedFires.All => due,
            MissedFires.Last => due[^1..],
            _ => due[^1] > now - OnTime ? due[^1..] : [],
        };
        await log.AppendAsync([.. fired.Select(at => router.To(EventOf(scheduled, mark, at), scheduled.Subscriber))], cancellationToken);
        await SetAsync(scheduled, due[^1], fired.Count > 0 ? fired[^1] : mark.Fired, cancellationToken);
        return true;
    }

    /// <summary>By how much a clock may be put back and be waited for: the time from one firing to the next, within bounds.</summary>
    private static TimeSpan StepOf(ScheduleDefinition schedule, DateTimeOffset fired)
    {
        var apart = schedule.NextAfter(fired) - fired;
        return apart < ShortestStep ? ShortestStep : apart < LongestStep ? apart.Value : LongestStep;
    }

    /// <summary>The times that have come: all of them, as many as go into a turn, or only the last.</summary>
    private static List<DateTimeOffset> Due(ScheduleDefinition schedule, DateTimeOffset first, DateTimeOffset now)
    {
        if (schedule.Missed != MissedFires.All)
        {
            return [LastOf(schedule, first, now)];
        }

        List<DateTimeOffset> due = [first];
        while (due.Count < Batch && schedule.NextAfter(due[^1]) is { } next && next <= now)
        {
            due.Add(next);
        }

        return due;
    }

    /// <summary>The last time that has come. It is looked for backwards from now, for there may be millions since the first.</summary>
    private static DateTimeOffset LastOf(ScheduleDefinition schedule, DateTimeOffset first, DateTimeOffset now)
    {
        var last = first;
        for (var back = ShortestStep; now - back > first; back *= 16)
        {
            if (schedule.NextAfter(now - back) is { } found && found <= now)
            {
                last = found;
                break;
            }
        }

        while (schedule.NextAfter(last) is { } next && next <= now)
        {
            last = next;
        }

        return last;
    }

    private static Event EventOf(Scheduled scheduled, ScheduleMark before, DateTimeOffset at) => new()
    {
        Id = EventId.Of(at, $"{Event.ScheduleFired}/{scheduled.Subscriber}/{before.Through:O}/{at:O}"),
        Type = Event.ScheduleFired,
        Time = at,
        Data = EventData.Of((scheduled.Subscriber.Noun, scheduled.Subscriber.Name), ("schedule", scheduled.Schedule.ToString())),
    };

    private async Task<ScheduleMark> MarkOfAsync(Scheduled scheduled, CancellationToken cancellationToken)
    {
        if (_marks.TryGetValue(scheduled, out var known))
        {
            return known;
        }

        var mark = await marks.FindAsync(scheduled.Name, cancellationToken);
        if (mark is null || mark.Schedule != scheduled.Schedule.ToString())
        {
            return await SetAsync(scheduled, time.GetUtcNow(), fired: null, cancellationToken);
        }

        return _marks[scheduled] = mark;
    }

    private async Task<ScheduleMark> SetAsync(Scheduled scheduled, DateTimeOffset through, DateTimeOffset? fired, CancellationToken cancellationToken)
    {
        var mark = new ScheduleMark(scheduled.Schedule.ToString(), through) { Fired = fired };
        await marks.SetAsync(scheduled.Name, mark, cancellationToken);
        return _marks[scheduled] = mark;
    }
}
