using System.Text.Json;

using Weir.Engine.Events;

namespace Weir.Server.Operations;

/// <summary>An event, as listings print it.</summary>
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
