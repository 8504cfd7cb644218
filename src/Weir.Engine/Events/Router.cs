using System.Text.Json;

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Telemetry;
using Weir.Events;
using Weir.Pipelines;
using Weir.Projects;

namespace Weir.Engine.Events;

/// <summary>Says who gets an event: every pipeline with a trigger for it, and every table whose source it is.</summary>
internal sealed class Router
{
    private readonly Dictionary<string, List<Route>> _routesByBucket = [];
    private readonly ILookup<string, SubjectRoute> _routesBySubject;
    private readonly Deduplication _deduplication;

    public Router(ProjectDefinition project)
    {
        Notified = new NotificationRoutes(project);
        _deduplication = new Deduplication(project);
        var subjects = new List<SubjectRoute>();
        foreach (var pipeline in project.Pipelines.Values)
        {
            var subscriber = new Subscriber(SubscriberKind.Pipeline, pipeline.Name);
            foreach (var trigger in pipeline.Triggers.OfType<TriggerDefinition.ObjectCreated>())
            {
                Add(new Route(trigger.Filter, subscriber));
            }

            subjects.AddRange(pipeline.Triggers.Select(trigger => SubjectRoute.Of(trigger, subscriber)).OfType<SubjectRoute>());
        }

        // A step of one pipeline may ask for a run of any other.
        subjects.AddRange(project.Pipelines.Keys.Select(name => SubjectRoute.Asked(new Subscriber(SubscriberKind.Pipeline, name))));
        _routesBySubject = subjects.ToLookup(route => route.Type);
        foreach (var table in project.Tables.Values)
        {
            foreach (var source in table.Sources)
            {
                Add(new Route(new ObjectFilter(source), new Subscriber(SubscriberKind.Table, table.Name)));
            }
        }
    }

    /// <summary>Who is told of failures and alarms.</summary>
    public NotificationRoutes Notified { get; }

    /// <summary>Everyone who is to get the event, each once, pipelines first.</summary>
    public RoutedEvent Route(Event @event) => To(@event, SubscribersOf(@event));

    /// <summary>An event on its way to those for whom it was made.</summary>
    public RoutedEvent To(Event @event, params IReadOnlyList<Subscriber> subscribers) => _deduplication.Of(Traces.Arrive(@event), subscribers);

    /// <summary>Whether the end of a run of a pipeline starts another one.</summary>
    public bool HearsOfRuns(string pipeline) => _routesBySubject[Event.RunFinished].Any(route => route.Facts["pipeline"] == pipeline);

    private List<Subscriber> SubscribersOf(Event @event)
    {
        if (Notified.Of(@event) is { Count: > 0 } told)
        {
            return [.. told];
        }

        if (_routesBySubject.Contains(@event.Type) && @event.Data is { } known)
        {
            using var data = JsonDocument.Parse(known);
            return [.. _routesBySubject[@event.Type].Where(route => route.Takes(data.RootElement)).Select(route => route.Subscriber).Distinct()];
        }

        if (@event.Type != Event.ObjectCreated
            || @event.Object is not { } landed
            || !_routesByBucket.TryGetValue(landed.Name.Bucket, out var routes))
        {
            return [];
        }

        var subscribers = new List<Subscriber>();
        foreach (var route in routes)
        {
            if (route.Filter.Matches(landed) && !subscribers.Contains(route.Subscriber))
            {
                subscribers.Add(route.Subscriber);
            }
        }

        return subscribers;
    }

    private void Add(Route route)
    {
        if (!_routesByBucket.TryGetValue(route.Filter.Pattern.Bucket, out var routes))
        {
            _routesByBucket[route.Filter.Pattern.Bucket] = routes = [];
        }

        routes.Add(route);
    }
}
