using System.Text.Json;

using Weir.Events;
using Weir.Pipelines;

namespace Weir.Engine.Deliveries;

/// <summary>Has the runs of a schedule wait for one another, unless the schedule lets them overlap.</summary>
internal sealed class OneAtATime : IDisposable
{
    private readonly Dictionary<string, SemaphoreSlim> _places;

    private OneAtATime(Dictionary<string, SemaphoreSlim> places) => _places = places;

    /// <summary>A place for each schedule of a pipeline that does not let its runs overlap.</summary>
    public static OneAtATime Of(PipelineDefinition pipeline) => new(pipeline.Triggers.OfType<TriggerDefinition.Schedule>()
        .Where(schedule => !schedule.Definition.Overlaps)
        .Select(schedule => schedule.Definition.ToString())
        .Distinct()
        .ToDictionary(schedule => schedule, _ => new SemaphoreSlim(1)));

    /// <summary>Waits until no other run of the event's schedule goes on. What is returned ends this one.</summary>
    public async Task<IDisposable?> EnterAsync(Event @event, CancellationToken cancellationToken)
    {
        if (@event.Type != Event.ScheduleFired || PlaceOf(@event.Data) is not { } place)
        {
            return null;
        }

        await place.WaitAsync(cancellationToken);
        return new Turn(place);
    }

    public void Dispose()
    {
        foreach (var place in _places.Values)
        {
            place.Dispose();
        }
    }

    private SemaphoreSlim? PlaceOf(string? data)
    {
        using var json = JsonDocument.Parse(data ?? "{}");
        return json.RootElement.TryGetProperty("schedule", out var schedule) ? _places.GetValueOrDefault(schedule.GetString() ?? "") : null;
    }

    private sealed class Turn(SemaphoreSlim place) : IDisposable
    {
        public void Dispose() => place.Release();
    }
}
