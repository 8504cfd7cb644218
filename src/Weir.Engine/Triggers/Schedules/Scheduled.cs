using Weir.Deliveries;
using Weir.Pipelines;
using Weir.Projects;
using Weir.Schedules;

namespace Weir.Engine.Triggers.Schedules;

/// <summary>Somebody who gets an event at the times of a schedule.</summary>
/// <param name="Subscriber">Who.</param>
/// <param name="Schedule">When.</param>
internal sealed record Scheduled(Subscriber Subscriber, ScheduleDefinition Schedule)
{
    /// <summary>All that a project declares.</summary>
    public static IReadOnlyList<Scheduled> Of(ProjectDefinition project) =>
    [
        .. project.Pipelines.Values.SelectMany(pipeline => pipeline.Triggers.OfType<TriggerDefinition.Schedule>().Select(schedule =>
            new Scheduled(new Subscriber(SubscriberKind.Pipeline, pipeline.Name), schedule.Definition))),
        .. project.Reconciliations.Values.Where(definition => definition.Schedule is not null).Select(definition =>
            new Scheduled(new Subscriber(SubscriberKind.Reconciliation, definition.Name), definition.Schedule!)),
    ];

    /// <summary>Under what its mark is kept. A reconciliation has one schedule, a pipeline may have several.</summary>
    public string Name => Subscriber.Kind == SubscriberKind.Pipeline ? $"{Subscriber}/{Schedule}" : Subscriber.ToString();
}
