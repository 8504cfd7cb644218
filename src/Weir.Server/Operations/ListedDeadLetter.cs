using System.Text.Json;

using Weir.Deliveries;
using Weir.Failures;

namespace Weir.Server.Operations;

/// <summary>A dead letter, as listings print it.</summary>
internal sealed record ListedDeadLetter(
    long Id,
    string Subscriber,
    string EventId,
    ListedObject? Object,
    int Attempts,
    Failure Failure,
    DateTimeOffset Time,
    string EventType,
    JsonElement? Data)
{
    public static ListedDeadLetter Of(DeadLetter letter) => new(
        letter.DeliveryId,
        letter.Subscriber.ToString(),
        letter.Event.Id.ToString(),
        letter.Event.Object is { } about ? ListedObject.Of(about) : null,
        letter.Attempts,
        letter.Failure,
        letter.Time,
        letter.Event.Type,
        letter.Event.Data is { } data ? JsonElement.Parse(data) : null);
}
