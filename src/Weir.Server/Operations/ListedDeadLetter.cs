using System.Text.Json;

using Weir.Deliveries;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>A dead letter, as listings print it.</summary>
/// <param name="Id">Its number, by which it is sent again.</param>
/// <param name="Subscriber">Who gave it up: a pipeline or a table.</param>
/// <param name="EventId">The event.</param>
/// <param name="Object">The object that the event is about; none when it is about none.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Failure">Why it was given up.</param>
/// <param name="Time">When it was given up.</param>
/// <param name="EventType">What kind of event it is.</param>
/// <param name="Data">What else the event says.</param>
/// <param name="Run">The run that the pipeline made of it, by id; none when it came to none, or a table gave it up.</param>
internal sealed record ListedDeadLetter(
    long Id,
    string Subscriber,
    string EventId,
    ListedObject? Object,
    int Attempts,
    Failure Failure,
    DateTimeOffset Time,
    string EventType,
    JsonElement? Data,
    string? Run)
{
    public static ListedDeadLetter Of(DeadLetter letter, RunId? run) => new(
        letter.DeliveryId,
        letter.Subscriber.ToString(),
        letter.Event.Id.ToString(),
        letter.Event.Object is { } about ? ListedObject.Of(about) : null,
        letter.Attempts,
        letter.Failure,
        letter.Time,
        letter.Event.Type,
        letter.Event.Data is { } data ? JsonElement.Parse(data) : null,
        run?.ToString());
}
