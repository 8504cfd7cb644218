using Weir.Buckets;
using Weir.Runs;

namespace Weir.Events;

/// <summary>Something that happened. Once appended to the log it never changes.</summary>
public sealed record Event
{
    /// <summary>The type of the event that tells of a landed object.</summary>
    public const string ObjectCreated = "object_created";

    /// <summary>The type of the event that has tables load an object once more. Pipelines do not get it.</summary>
    public const string ObjectReloaded = "object_reloaded";

    /// <summary>The type of the event that tells what a reconciliation found.</summary>
    public const string ReconciliationFinished = "reconciliation_finished";

    /// <summary>The type of the event that tells how a load changed the schema of a table that stood there before.</summary>
    public const string SchemaChanged = "schema_changed";

    /// <summary>The type of the event that tells that a schedule's time has come.</summary>
    public const string ScheduleFired = "schedule_fired";

    /// <summary>The type of the event that tells how a run ended.</summary>
    public const string RunFinished = "run_finished";

    /// <summary>The type of the event that tells that rows were published to a table.</summary>
    public const string TableLoaded = "table_loaded";

    /// <summary>The type of the event that tells that something was published to a topic.</summary>
    public const string MessagePublished = "message_published";

    /// <summary>The type of the event that tells that somebody asked for a run.</summary>
    public const string RunRequested = "run_requested";

    /// <summary>The type of the event that tells that a delivery was given up.</summary>
    public const string DeliveryFailed = "delivery_failed";

    /// <summary>The type of the event that tells that files were not loaded, for what is in them.</summary>
    public const string LoadFailed = "load_failed";

    /// <summary>The type of the event that tells that an alarm fires, or is well again.</summary>
    public const string AlarmChanged = "alarm_changed";

    /// <summary>The type of the event that tells of an HTTP request.</summary>
    public const string HttpRequest = "http_request";

    /// <summary>Names the event. Appending the same id twice stores one event.</summary>
    public required EventId Id { get; init; }

    /// <summary>What kind of thing happened, such as <c>object_created</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The object it is about, for events of objects.</summary>
    public StoredObject? Object { get; init; }

    /// <summary>The run that emitted it; none when it came from outside.</summary>
    public RunId? EmittedBy { get; init; }

    /// <summary>How many runs led to it, each started by what the one before it landed. None when it came from outside.</summary>
    public int Generation { get; init; }

    /// <summary>
    /// The trace that it belongs to, and the span in it that it came of, as W3C's <c>traceparent</c>. When none, it begins the trace that
    /// has the id of this event.
    /// </summary>
    public string? Trace { get; init; }

    /// <summary>What else is known, as a JSON object. None for events of objects.</summary>
    public string? Data { get; init; }

    /// <summary>The revision of the project that its run is to be made with. The one that the project has when the run begins when none.</summary>
    public string? Revision { get; init; }

    /// <summary>When its deliveries fall due, in UTC. At once when none.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
