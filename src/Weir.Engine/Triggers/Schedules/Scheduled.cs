using Weir.Deliveries;
using Weir.Schedules;

namespace Weir.Engine.Triggers.Schedules;

/// <summary>Somebody who gets an event at the times of a schedule.</summary>
/// <param name="Subscriber">Who.</param>
/// <param name="Schedule">When.</param>
internal sealed record Scheduled(Subscriber Subscriber, ScheduleDefinition Schedule);
