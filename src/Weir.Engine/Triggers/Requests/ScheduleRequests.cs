using Weir.Engine.Events;
using Weir.Engine.Triggers.Schedules;
using Weir.Engine.Warehouses;
using Weir.Events;

namespace Weir.Engine.Triggers.Requests;

/// <summary>Has schedules fire because somebody asks, whenever their next time is. Their times stay as they are.</summary>
internal sealed class ScheduleRequests(IEventLog log, Router router, TimeProvider time)
{
    /// <summary>Makes the event of a schedule, durably, as its time would.</summary>
    /// <returns>The event.</returns>
    public async Task<EventId> FireAsync(Scheduled scheduled, CancellationToken cancellationToken)
    {
        var fired = new Event
        {
            Id = EventId.New(time),
            Type = Event.ScheduleFired,
            Time = time.GetUtcNow(),
            Data = EventData.Of((scheduled.Subscriber.Noun, scheduled.Subscriber.Name), ("schedule", scheduled.Schedule.ToString())),
        };
        await log.AppendAsync([router.To(fired, scheduled.Subscriber)], cancellationToken);
        return fired.Id;
    }
}
