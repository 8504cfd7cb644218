using Weir.Engine.Triggers.Schedules;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>Something that is to happen at a time, or at times.</summary>
/// <param name="Name">The pipeline or reconciliation that begins then.</param>
/// <param name="Kind"><c>pipeline</c> or <c>reconciliation</c>.</param>
/// <param name="Schedule">When, as it was written; <c>once</c> for what a step scheduled.</param>
/// <param name="Timezone">Whose clocks are meant.</param>
/// <param name="Next">When next; none when never, or while it is paused.</param>
/// <param name="Last">When it last did; none when it has not, or that is not known.</param>
/// <param name="PausedSince">Since when it is paused; none when it is not.</param>
/// <param name="Run">The run that begins then, for what happens once.</param>
internal sealed record ListedSchedule(
    string Name,
    string Kind,
    string Schedule,
    string Timezone,
    DateTimeOffset? Next,
    DateTimeOffset? Last,
    DateTimeOffset? PausedSince,
    string? Run)
{
    public static ListedSchedule Of(Scheduled scheduled, ScheduleMark? mark, DateTimeOffset? pausedSince, DateTimeOffset now)
    {
        var known = mark?.Schedule == scheduled.Schedule.ToString() ? mark : null;
        var after = known is null || known.Through < now ? now : known.Through;

        // The times of a rate are counted from the last one.
        var next = known is null ? scheduled.Schedule.NextAfter(now) : scheduled.Schedule.NextAfter(known.Through);
        return new(
            scheduled.Subscriber.Name,
            scheduled.Subscriber.Noun,
            scheduled.Schedule.Times.ToString()!,
            scheduled.Schedule.Timezone.Id,
            pausedSince is not null ? null : next < now ? scheduled.Schedule.NextAfter(after) : next,
            known?.Fired,
            pausedSince,
            null);
    }

    public static ListedSchedule Of(OneShot once) => new(
        once.Subscriber.Name,
        once.Subscriber.Noun,
        "once",
        "UTC",
        once.Due,
        null,
        null,
        RunId.Of(once.Event.Id, once.Subscriber.Name).ToString());
}
