using System.Text.Json;

using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Runs;

namespace Weir.Engine.Steps;

/// <summary>That a run is awaited, as the request for it says.</summary>
/// <param name="By">The run that waits for it.</param>
/// <param name="Step">The step of that.</param>
/// <param name="Above">The runs that wait for that one in turn, the nearest first.</param>
internal sealed record AwaitedRun(RunId By, string? Step, IReadOnlyList<RunId> Above)
{
    /// <summary>The member of a request's data that says so.</summary>
    public const string Key = "awaited_by";

    /// <summary>All who wait for the run, the nearest first.</summary>
    public IReadOnlyList<RunId> All => [By, .. Above];

    /// <summary>What is said of the run that an event starts.</summary>
    /// <returns>None when nobody waits for it.</returns>
    public static AwaitedRun? In(Event @event)
    {
        if (@event is not { Type: Event.RunRequested, Data: { } data } || !data.Contains(Key, StringComparison.Ordinal))
        {
            return null;
        }

        using var json = JsonDocument.Parse(data);
        return json.RootElement.TryGetProperty(Key, out var awaited) && RunId.TryParse(awaited.GetProperty("run").GetString()!, out var by)
            ? new AwaitedRun(by, awaited.GetProperty("step").GetString(), awaited.TryGetProperty("above", out var above) ? Read(above) : [])
            : null;
    }

    /// <summary>It, in JSON.</summary>
    public string ToJson() => EventData.Written(json =>
    {
        json.WriteString("run", By.ToString());
        json.WriteString("step", Step);
        if (Above.Count > 0)
        {
            json.WriteStartArray("above");
            foreach (var run in Above)
            {
                json.WriteStringValue(run.ToString());
            }

            json.WriteEndArray();
        }
    });

    private static IReadOnlyList<RunId> Read(JsonElement above) =>
        [.. above.EnumerateArray().Select(run => RunId.TryParse(run.GetString()!, out var id) ? id : (RunId?)null).OfType<RunId>()];
}
