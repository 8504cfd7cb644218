using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Engine.Telemetry;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Publishes objects as a dataset, once for each event: a run that is tried again finds the one of its first attempt.</summary>
internal sealed class DatasetStep(StepPorts ports)
{
    public async Task ExecuteAsync(StepDefinition.Dataset step, StepContext context, CancellationToken cancellationToken)
    {
        var to = RenderedName.Prefix(step.To, context);
        var root = new DatasetRoot(to.Bucket, to.Key);
        var request = new DatasetRequest(root, [.. step.From.Select(from => from.Render(context.Scope))])
        {
            Origin = $"{context.RunId}/{step.Name}",
            EmittedBy = context.RunId,
            Generation = context.Event.Generation + 1,
            Trace = Traces.After(context.Event),
            Own = context.Event.Object,
        };
        await ports.Datasets.PublishAsync(request, cancellationToken);
        if (step.Keep is { } keep)
        {
            await ports.Datasets.ThinAsync(root, keep, publishedBefore: null, isDryRun: false, cancellationToken);
        }
    }
}
