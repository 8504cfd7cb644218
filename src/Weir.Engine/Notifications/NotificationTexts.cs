using System.Globalization;
using System.Text.Json;

using Weir.Engine.Outbox;
using Weir.Events;

namespace Weir.Engine.Notifications;

/// <summary>Says in words what events tell people of.</summary>
/// <param name="project">The project, by name.</param>
internal sealed class NotificationTexts(string project)
{
    /// <summary>Failures that are named of those that are told of together.</summary>
    private const int MostNamed = 10;

    /// <summary>What to tell of one event.</summary>
    public Notification Of(Event @event)
    {
        using var json = JsonDocument.Parse(@event.Data ?? "{}");
        var data = json.RootElement;
        return @event.Type switch
        {
            Event.AlarmChanged => OfAlarm(@event, data),
            Event.LoadFailed => OfLoad(@event, data),
            _ => OfDelivery(@event, data),
        };
    }

    /// <summary>What to tell of many at once: more than anybody would read one by one.</summary>
    public Notification OfMany(IReadOnlyList<Event> events)
    {
        var lines = events.Take(MostNamed).Select(Of).Select(each => $"{each.Title}: {each.Text?.Split('\n')[0]}");
        var more = events.Count > MostNamed ? [$"and {events.Count - MostNamed} more"] : (string[])[];
        return new Notification($"{events[0].Id}+{events.Count}", "failures", Invariant($"{events.Count} failures"), events[^1].Time)
        {
            Project = project,
            Text = string.Join('\n', lines.Concat(more)),
            Command = "weir dead-letters",
        };
    }

    private Notification OfDelivery(Event @event, JsonElement data)
    {
        var (kind, name) = SubscriberIn(data);
        var run = TextIn(data, "run");
        var hint = TextIn(data, "hint");
        var title = kind switch
        {
            "pipeline" => $"The pipeline {name} failed",
            "table" => $"Loading into {name} failed",
            _ => $"The {kind} {name} failed",
        };
        return new Notification(@event.Id.ToString(), "failure", title, @event.Time)
        {
            Project = project,
            Facts = Known(data, kind, name, ["object", "step", "attempts", "run", "code"]),
            Text = $"{TextIn(data, "code")} {TextIn(data, "message")}{(hint.Length > 0 ? $"\n{hint}" : "")}",
            Log = TextIn(data, "log") is { Length: > 0 } log ? log : null,
            Command = run.Length > 0 ? $"weir show {run}" : "weir dead-letters",
        };
    }

    private Notification OfLoad(Event @event, JsonElement data)
    {
        var (kind, name) = SubscriberIn(data);
        var files = data.GetProperty("files").GetInt64();
        return new Notification(
            @event.Id.ToString(), "failure", files == 1 ? $"A file could not be loaded into {name}" : Invariant($"{files} files could not be loaded into {name}"), @event.Time)
        {
            Project = project,
            Facts = Known(data, kind, name, ["files", "object", "load_id"]),
            Text = TextIn(data, "message"),
            Command = $"weir loads {name}",
        };
    }

    private Notification OfAlarm(Event @event, JsonElement data)
    {
        var (name, state) = (TextIn(data, "alarm"), TextIn(data, "state"));
        return new Notification(@event.Id.ToString(), "alarm", state == "firing" ? $"The alarm {name} fires" : $"The alarm {name} is well again", @event.Time)
        {
            Project = project,
            Facts = [new("alarm", name), new("state", state)],
            Text = TextIn(data, "message"),
            Command = "weir alarms",
        };
    }

    private static List<KeyValuePair<string, string>> Known(JsonElement data, string kind, string name, IReadOnlyList<string> members) =>
    [
        new(kind, name),
        .. members.Select(member => KeyValuePair.Create(member, TextIn(data, member))).Where(fact => fact.Value.Length > 0),
    ];

    private static (string Kind, string Name) SubscriberIn(JsonElement data) =>
        TextIn(data, FailureEvents.Subscriber).Split(':', 2) is [var kind, var name] ? (kind, name) : ("", "");

    private static string TextIn(JsonElement data, string member) => !data.TryGetProperty(member, out var value) ? "" : value.ToString();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
