using Weir.Deliveries;
using Weir.Engine.Triggers.Requests;
using Weir.Engine.Triggers.Schedules;
using Weir.Failures;
using Weir.Projects;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>What people do with schedules.</summary>
internal sealed class ScheduleOperations(ProjectDefinition project, IScheduleMarks marks, IOneShots once, ScheduleRequests requests, TimeProvider time)
{
    private readonly IReadOnlyList<Scheduled> _schedules = Scheduled.Of(project);

    /// <summary>The schedules of the project as they are declared, then what is to happen once, the next first.</summary>
    /// <exception cref="RefusedException">WEIR7480: no page ended there.</exception>
    public async Task<Page<ListedSchedule>> ListAsync(int limit, string? after, CancellationToken cancellationToken)
    {
        // A place is a time and a number: no time among those that are declared, and behind them what is to happen once.
        var (due, number) = Cursors.Pair(after) ?? (0, 0);
        if (due > DateTimeOffset.MaxValue.Ticks)
        {
            throw Cursors.Unknown(after!);
        }

        var skipped = due > 0 ? _schedules.Count : (int)Math.Min(number, _schedules.Count);
        var found = new List<(ListedSchedule Schedule, string Place)>();
        foreach (var scheduled in _schedules.Skip(skipped).Take(limit + 1))
        {
            found.Add((await ListedAsync(scheduled, cancellationToken), Cursors.Of(0, skipped + found.Count + 1)));
        }

        if (found.Count <= limit)
        {
            (DateTimeOffset Due, long Number)? last = due > 0 ? (new DateTimeOffset(due, TimeSpan.Zero), number) : null;
            var waiting = await once.ListAsync(time.GetUtcNow(), last, limit + 1 - found.Count, cancellationToken);
            found.AddRange(waiting.Select(each => (ListedSchedule.Of(each), Cursors.Of(each.Due.UtcTicks, each.Number))));
        }

        return Page<ListedSchedule>.Of(found, limit, each => each.Schedule, each => each.Place);
    }

    /// <summary>Pauses schedules, or lets them go on: with the times that come, for those meanwhile are left out.</summary>
    /// <returns>The schedules as they are then.</returns>
    /// <exception cref="RefusedException">WEIR7125: nothing of that name has a schedule.</exception>
    public async Task<IReadOnlyList<ListedSchedule>> PauseAsync(SchedulePause pause, CancellationToken cancellationToken)
    {
        var meant = Of(pause.Name);

        var now = time.GetUtcNow();
        foreach (var of in meant.GroupBy(scheduled => scheduled.Subscriber))
        {
            var isPaused = (await marks.ListPausesAsync(cancellationToken)).ContainsKey(of.Key);
            foreach (var scheduled in of.Where(_ => isPaused && !pause.IsPaused))
            {
                await SkipAsync(scheduled, now, cancellationToken);
            }

            await marks.PauseAsync(of.Key, pause.IsPaused ? now : null, cancellationToken);
        }

        return await Task.WhenAll(meant.Select(scheduled => ListedAsync(scheduled, cancellationToken)));
    }

    /// <summary>Has what a schedule starts begin now, durably; also while it is paused. The times that come stay as they are.</summary>
    /// <exception cref="RefusedException">WEIR7125: nothing of that name has a schedule.</exception>
    public async Task<FiredSchedule> RunAsync(string name, CancellationToken cancellationToken)
    {
        var scheduled = Of(name)[0];
        var fired = await requests.FireAsync(scheduled, cancellationToken);
        return new FiredSchedule(
            name, scheduled.Subscriber.Noun, scheduled.Subscriber.Kind == SubscriberKind.Pipeline ? RunId.Of(fired, name).ToString() : null);
    }

    private List<Scheduled> Of(string name) => _schedules.Where(scheduled => scheduled.Subscriber.Name == name).ToList() is [_, ..] meant
        ? meant
        : throw new RefusedException(Missing.Schedule(name, _schedules.Select(scheduled => scheduled.Subscriber.Name)));

    /// <summary>Leaves out the times that came while nothing ran.</summary>
    private async Task SkipAsync(Scheduled scheduled, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await marks.FindAsync(scheduled.Name, cancellationToken) is { } mark && scheduled.Schedule.NextAfter(mark.Through) <= now)
        {
            await marks.SetAsync(scheduled.Name, mark with { Through = now }, cancellationToken);
        }
    }

    private async Task<ListedSchedule> ListedAsync(Scheduled scheduled, CancellationToken cancellationToken)
    {
        var pauses = await marks.ListPausesAsync(cancellationToken);
        return ListedSchedule.Of(
            scheduled,
            await marks.FindAsync(scheduled.Name, cancellationToken),
            pauses.TryGetValue(scheduled.Subscriber, out var since) ? since : null,
            time.GetUtcNow());
    }
}
