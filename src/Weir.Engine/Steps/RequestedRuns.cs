using System.Text;

using Weir.Engine.Telemetry;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Runs;
using Weir.Templates;

namespace Weir.Engine.Steps;

/// <summary>Has runs of other pipelines start, now or later, each once however often the step is tried.</summary>
internal sealed class RequestedRuns(StepPorts ports, TimeProvider time)
{
    /// <summary>Starts a run.</summary>
    /// <param name="reason">Names the request among all of the run.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="inputs">What it is given.</param>
    /// <param name="context">The step that asks.</param>
    /// <param name="also">More that the event says, in names and values.</param>
    /// <param name="notBefore">When it starts; at once when none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run that will be.</returns>
    public async Task<RunId> RequestAsync(
        string reason,
        string pipeline,
        IReadOnlyList<KeyValuePair<string, ValueTemplate>> inputs,
        StepContext context,
        IReadOnlyList<(string Name, string Json)> also,
        DateTimeOffset? notBefore,
        CancellationToken cancellationToken)
    {
        var id = EventId.From(new EventId(context.RunId.Value), reason);
        await ports.Outbox.PostAsync(
            [
                new Event
                {
                    Id = id,
                    Type = Event.RunRequested,
                    Time = time.GetUtcNow(),
                    EmittedBy = context.RunId,
                    Generation = context.Event.Generation + 1,
                    Trace = Traces.After(context.Event),
                    NotBefore = notBefore,
                    Revision = ports.Revision,
                    Data = EventData.Written(json =>
                    {
                        json.WriteString("pipeline", pipeline);
                        json.WriteStartObject("inputs");
                        foreach (var (name, value) in inputs)
                        {
                            json.WritePropertyName(name);
                            json.WriteRawValue(Encoding.UTF8.GetString(value.Render(context.Scope)));
                        }

                        json.WriteEndObject();
                        foreach (var (name, value) in also)
                        {
                            json.WritePropertyName(name);
                            json.WriteRawValue(value);
                        }
                    }),
                },
            ],
            cancellationToken);
        return RunId.Of(id, pipeline);
    }
}
