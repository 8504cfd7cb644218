using Weir.Engine.Exports;
using Weir.Engine.Telemetry;
using Weir.Events;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Writes rows of the warehouse to a bucket, once for each event: a run that is tried again finds what landed.</summary>
internal sealed class ExportStep(StepPorts ports)
{
    public Task ExecuteAsync(StepDefinition.Export step, StepContext context, CancellationToken cancellationToken) =>
        ports.Exports.ExportAsync(
            new ExportRequest(step.Definition, RenderedName.ObjectOrPrefix(step.To, context))
            {
                Origin = EventId.From(context.Event.Id, $"{context.RunId}/{step.Name}"),
                EmittedBy = context.RunId,
                Generation = context.Event.Generation + 1,
                Trace = Traces.After(context.Event),
                Source = context.Event.Object?.Name,
            },
            cancellationToken);
}
