using Weir.Deliveries;
using Weir.Schedules;

namespace Weir.Engine.Triggers.Schedules;

/// <summary>Somebody who gets an event at the times of a schedule.</summary>
/// <param name="Subscriber">Who.</param>
/// <param name="Schedule">When.</param>
internal sealed record Scheduled(Subscriber Subscriber, ScheduleDefinition Schedule)
{
    /// <summary>Under what its mark is kept. A reconciliation has one schedule, a pipeline may have several.</summary>
    public string Name => Subscriber.Kind == SubscriberKind.Pipeline ? $"{Subscriber}/{Schedule}" : Subscriber.ToString();
}
