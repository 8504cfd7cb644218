using System.Text.Json;

using Weir.Engine.Events;

namespace Weir.Server.Operations;

/// <summary>An event, as listings print it.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">What kind of thing happened, such as <c>object_created</c>.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Object">The object that it is about; none when it is about none.</param>
/// <param name="EmittedBy">The run that emitted it; none when it came from outside.</param>
/// <param name="Data">What else is known of it.</param>
/// <param name="Waiting">How many deliveries of it have not ended.</param>
/// <param name="Dead">How many deliveries of it were given up.</param>
/// <param name="Dedupe">What became of it at those who want each event only once; none when nobody does.</param>
internal sealed record ListedEvent(
    long Position,
    string Id,
    string Type,
    DateTimeOffset Time,
    ListedObject? Object,
    string? EmittedBy,
    JsonElement? Data,
    int Waiting,
    int Dead,
    IReadOnlyList<ListedDedupe>? Dedupe)
{
    public static ListedEvent Of(LoggedEvent logged) => new(
        logged.Position,
        logged.Event.Id.ToString(),
        logged.Event.Type,
        logged.Event.Time,
        logged.Event.Object is { } about ? ListedObject.Of(about) : null,
        logged.Event.EmittedBy?.ToString(),
        logged.Event.Data is { } data ? JsonElement.Parse(data) : null,
        logged.Waiting,
        logged.Dead,
        logged.Notes.Count == 0 ? null : [.. logged.Notes.Select(ListedDedupe.Of)]);
}
