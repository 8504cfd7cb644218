using System.Text.Json;

using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>A run that is started again after it failed, until one succeeds.</summary>
internal static class Repetition
{
    /// <summary>The member of an event's data that says so.</summary>
    public const string Key = "until_success";

    /// <summary>What the event of the first run says of it.</summary>
    public static (string Name, string Json) Of(StepDefinition.Schedule step) =>
        (Key, EventData.Of(("every_ms", (long)step.Every.TotalMilliseconds), ("runs_left", (long)(step.MaxRuns ?? int.MaxValue) - 1)));

    /// <summary>The event that starts it again.</summary>
    /// <param name="failed">The event of the run that failed.</param>
    /// <param name="now">The time.</param>
    /// <returns>None when it is not started again.</returns>
    public static Event? After(Event failed, DateTimeOffset now)
    {
        if (failed is not { Type: Event.RunRequested, Data: { } data } || !data.Contains(Key, StringComparison.Ordinal))
        {
            return null;
        }

        using var json = JsonDocument.Parse(data);
        if (!json.RootElement.TryGetProperty(Key, out var repetition) || repetition.GetProperty("runs_left").GetInt64() is not (> 0 and var left))
        {
            return null;
        }

        var every = repetition.GetProperty("every_ms").GetInt64();
        return failed with
        {
            Id = EventId.From(failed.Id, "again"),
            Time = now,
            NotBefore = now.AddMilliseconds(every),
            Revision = null,
            Data = EventData.Written(written =>
            {
                foreach (var member in json.RootElement.EnumerateObject().Where(member => member.Name != Key))
                {
                    member.WriteTo(written);
                }

                written.WritePropertyName(Key);
                written.WriteRawValue(EventData.Of(("every_ms", every), ("runs_left", left - 1)));
            }),
        };
    }
}
