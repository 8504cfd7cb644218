using Weir.Alarms;
using Weir.Engine.Events;
using Weir.Engine.Warehouses;
using Weir.Events;

namespace Weir.Engine.Triggers.Alarms;

/// <summary>Looks at what alarms watch, now and then, and makes an event when one begins to fire or is well again: once each.</summary>
/// <remarks>
/// The mark comes first, as one that nobody was told of; then the event, whose id is made of the mark; then the mark says that it was
/// told. A crash in between has the event appended again, and the log keeps one of each.
/// </remarks>
internal sealed class AlarmWatch(
    IReadOnlyCollection<AlarmDefinition> alarms, IAlarmMarks marks, AlarmGauge gauge, IEventLog log, Router router, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);
    private bool _hasRested;

    /// <returns>False: there is nothing more to look at until some time has passed.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        // The first look comes after the first rest: what waited while nothing ran is done meanwhile.
        if (_hasRested)
        {
            await LookAsync(cancellationToken);
        }

        _hasRested = true;
        return false;
    }

    /// <summary>Completes when it is time to look.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Rest, time, cancellationToken);

    /// <summary>Looks at all alarms.</summary>
    /// <returns>Whether one of them changed.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var any = false;
            foreach (var alarm in alarms)
            {
                any |= await LookAsync(alarm, cancellationToken);
            }

            return any;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>How an alarm stands, and what is found now of what it watches.</summary>
    public async Task<(AlarmMark? Mark, AlarmReading Reading)> ShowAsync(AlarmDefinition alarm, CancellationToken cancellationToken)
    {
        var (mark, now) = (await marks.FindAsync(alarm.Name, cancellationToken), time.GetUtcNow());
        return (mark, await gauge.ReadAsync(alarm.Condition, mark is null ? now : WellSince(mark), now, cancellationToken));
    }

    public void Dispose() => _turn.Dispose();

    private async Task<bool> LookAsync(AlarmDefinition alarm, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var mark = await marks.FindAsync(alarm.Name, cancellationToken);
        if (mark is null)
        {
            mark = new AlarmMark(Number: 0, IsFiring: false, now, "", IsTold: true);
            await marks.SetAsync(alarm.Name, mark, cancellationToken);
        }

        if (!mark.IsTold)
        {
            await TellAsync(alarm, mark, cancellationToken);
        }

        var reading = await gauge.ReadAsync(alarm.Condition, WellSince(mark), now, cancellationToken);
        if (reading.IsFiring == mark.IsFiring)
        {
            return false;
        }

        var changed = new AlarmMark(mark.Number + 1, reading.IsFiring, now, reading.Message, IsTold: false);
        await marks.SetAsync(alarm.Name, changed, cancellationToken);
        await TellAsync(alarm, changed, cancellationToken);
        return true;
    }

    /// <summary>An alarm that fires goes on until what it watches is well, however short it has fired.</summary>
    private static DateTimeOffset WellSince(AlarmMark mark) => mark.IsFiring ? DateTimeOffset.MinValue : mark.Since;

    private async Task TellAsync(AlarmDefinition alarm, AlarmMark mark, CancellationToken cancellationToken)
    {
        await log.AppendAsync([router.Route(EventOf(alarm, mark))], cancellationToken);
        await marks.SetAsync(alarm.Name, mark with { IsTold = true }, cancellationToken);
    }

    private static Event EventOf(AlarmDefinition alarm, AlarmMark mark) => new()
    {
        Id = EventId.Of(mark.Since, FormattableString.Invariant($"{Event.AlarmChanged}/{alarm.Name}/{mark.Number}")),
        Type = Event.AlarmChanged,
        Time = mark.Since,
        Data = EventData.Of(
            ("alarm", alarm.Name), ("state", mark.IsFiring ? "firing" : "well"), ("metric", alarm.Condition.Metric), ("message", mark.Message)),
    };
}
