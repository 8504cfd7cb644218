using System.Diagnostics;

using Weir.Deliveries;
using Weir.Events;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Engine.Telemetry;

/// <summary>Traces: all that one arrival led to, from the trigger to the last load, is one trace. Where nobody listens it costs next to nothing.</summary>
/// <remarks>
/// What comes from outside begins a trace whose id is that of its event, so that it is the same in every process and after a restart;
/// unless it came with a trace of its own. What runs emit carries the trace that it belongs to, durably with its event.
/// </remarks>
internal static class Traces
{
    /// <summary>What those who listen ask for.</summary>
    public const string Name = "Weir";

    private static readonly ActivitySource Source = new(Name);

    [ThreadStatic]
    private static ActivityTraceId Chosen;

    /// <summary>What goes on here; none when nobody listens, or nothing does.</summary>
    public static string? Current => Activity.Current is { } current && ReferenceEquals(current.Source, Source) ? current.Id : null;

    /// <summary>What is carried by that which an event leads to.</summary>
    public static string? After(Event cause) => Current ?? cause.Trace;

    /// <summary>Begins a span within the one that goes on.</summary>
    public static Activity? Begin(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <summary>Begins a span in the trace of an event.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="kind">Which side of an exchange it is.</param>
    /// <param name="cause">The event.</param>
    /// <param name="startedAt">When it began; now by default.</param>
    public static Activity? Begin(string name, ActivityKind kind, Event cause, DateTimeOffset startedAt = default) =>
        !Source.HasListeners() ? null
        : ActivityContext.TryParse(cause.Trace, null, isRemote: true, out var parent) ? Source.StartActivity(name, kind, parent, startTime: startedAt)
        : BeginRoot(name, kind, cause.Id, startedAt);

    /// <summary>Begins the span of a request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="route">The path that the trigger declares.</param>
    /// <param name="traceparent">What it says that it belongs to; none when it says nothing.</param>
    /// <param name="id">The event that it becomes.</param>
    public static Activity? BeginRequest(string method, string route, string? traceparent, EventId id)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var span = ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent)
            ? Source.StartActivity($"{method} {route}", ActivityKind.Server, parent)
            : BeginRoot($"{method} {route}", ActivityKind.Server, id, default);
        return span?.SetTag("http.request.method", method).SetTag("http.route", route);
    }

    /// <summary>Begins the span of what is made of a delivery: a run, a load.</summary>
    /// <param name="operation">What is made.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="startedAt">When it began; now by default.</param>
    public static Activity? BeginDelivery(string operation, Delivery delivery, DateTimeOffset startedAt = default)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var span = Begin($"{operation} {delivery.Subscriber.Name}", ActivityKind.Consumer, delivery.Event, startedAt);
        return span is { IsAllDataRequested: true }
            ? span
                .SetTag("messaging.system", "weir")
                .SetTag("messaging.operation.type", "process")
                .SetTag("messaging.operation.name", operation)
                .SetTag("messaging.destination.name", delivery.Subscriber.Name)
                .SetTag("messaging.message.id", delivery.Event.Id.ToString())
                .SetTag("weir.event.type", delivery.Event.Type)
                .SetTag("weir.object", delivery.Event.Object?.Name.ToString())
                .SetTag("weir.attempt", delivery.Attempt)
            : span;
    }

    /// <summary>Notes that something comes in from outside, which begins its trace.</summary>
    /// <returns>The event with its trace; as it was when it has one, or nobody listens.</returns>
    public static Event Arrive(Event @event)
    {
        if (@event.Trace is not null || !Source.HasListeners())
        {
            return @event;
        }

        var outer = Activity.Current;
        var destination = @event.Object?.Name.Bucket;
        var span = Begin(destination is null ? @event.Type : $"{@event.Type} {destination}", ActivityKind.Producer, @event, @event.Time);
        span?
            .SetTag("messaging.system", "weir")
            .SetTag("messaging.operation.type", "send")
            .SetTag("messaging.operation.name", @event.Type)
            .SetTag("messaging.destination.name", destination)
            .SetTag("messaging.message.id", @event.Id.ToString())
            .SetTag("weir.object", @event.Object?.Name.ToString());
        span?.Dispose();
        Activity.Current = outer;
        return span is null ? @event : @event with { Trace = span.Id };
    }

    /// <summary>Says that what a span is about has failed.</summary>
    public static void Fail(this Activity? span, Failure failure) =>
        span?.SetStatus(ActivityStatusCode.Error, failure.Message).SetTag("error.type", failure.Code);

    /// <summary>Says which run a span is about.</summary>
    public static void Tell(this Activity? span, Run run) => span?.SetTag("weir.run.id", run.Id.ToString()).SetTag("weir.project.revision", run.ProjectRevision);

    private static Activity? BeginRoot(string name, ActivityKind kind, EventId id, DateTimeOffset startedAt)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        Activity.TraceIdGenerator ??= Next;
        var outer = Activity.Current;
        Activity.Current = null;
        Chosen = ActivityTraceId.CreateFromBytes(bytes);
        try
        {
            var root = Source.StartActivity(name, kind, default(ActivityContext), startTime: startedAt);
            if (root is null)
            {
                Activity.Current = outer;
            }

            return root;
        }
        finally
        {
            Chosen = default;
        }
    }

    private static ActivityTraceId Next() => Chosen == default ? ActivityTraceId.CreateRandom() : Chosen;
}
