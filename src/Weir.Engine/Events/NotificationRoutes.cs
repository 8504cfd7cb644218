using System.Text.Json;

using Weir.Deliveries;
using Weir.Engine.Outbox;
using Weir.Events;
using Weir.Notifications;
using Weir.Projects;

namespace Weir.Engine.Events;

/// <summary>Says who is told of a failure or of an alarm.</summary>
internal sealed class NotificationRoutes
{
    private readonly IReadOnlyList<Subscriber> _project;
    private readonly Dictionary<string, IReadOnlyList<Subscriber>> _pipelines;
    private readonly Dictionary<string, IReadOnlyList<Subscriber>> _alarms;

    public NotificationRoutes(ProjectDefinition project)
    {
        var channels = new Dictionary<Subscriber, NotificationChannel>();
        _project = Add("", project.OnFailure);
        _pipelines = project.Pipelines.Values.Where(pipeline => pipeline.OnFailure is not null)
            .ToDictionary(pipeline => pipeline.Name, pipeline => Add($"{pipeline.Name}/", pipeline.OnFailure!));
        _alarms = project.Alarms.Values.ToDictionary(
            alarm => alarm.Name, alarm => alarm.Notify is { } own ? Add($"alarms/{alarm.Name}/", own) : _project);
        Channels = channels;

        IReadOnlyList<Subscriber> Add(string scope, IReadOnlyList<NotificationTarget> targets)
        {
            var subscribers = new List<Subscriber>();
            foreach (var target in targets)
            {
                var subscriber = new Subscriber(SubscriberKind.Notification, scope + target.Name);
                channels[subscriber] = target.Channel;
                subscribers.Add(subscriber);
            }

            return subscribers;
        }
    }

    /// <summary>Everybody who may be told, and how.</summary>
    public IReadOnlyDictionary<Subscriber, NotificationChannel> Channels { get; }

    /// <summary>Whether anybody is told of the failures of a subscriber. Of those of notifications nobody is: they could not be told either.</summary>
    public bool Hears(Subscriber failed) => failed.Kind != SubscriberKind.Notification && OfFailure(failed).Count > 0;

    /// <summary>Who is told of an event; nothing for events of other types.</summary>
    public IReadOnlyList<Subscriber> Of(Event @event)
    {
        if (@event.Type is not (Event.DeliveryFailed or Event.LoadFailed or Event.AlarmChanged) || @event.Data is not { } known)
        {
            return [];
        }

        using var data = JsonDocument.Parse(known);
        return @event.Type == Event.AlarmChanged
            ? _alarms.GetValueOrDefault(data.RootElement.GetProperty("alarm").GetString()!, [])
            : OfFailure(Subscriber.Parse(data.RootElement.GetProperty(FailureEvents.Subscriber).GetString()!));
    }

    private IReadOnlyList<Subscriber> OfFailure(Subscriber failed) =>
        failed.Kind == SubscriberKind.Pipeline && _pipelines.TryGetValue(failed.Name, out var own) ? own : _project;
}
