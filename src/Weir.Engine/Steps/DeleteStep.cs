using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Removes an object. Of the event's own object it removes the event's version only: a newer one has its own run.</summary>
internal sealed class DeleteStep(StepPorts ports)
{
    public async Task ExecuteAsync(StepDefinition.Delete step, StepContext context, CancellationToken cancellationToken)
    {
        var target = RenderedName.Object(step.Target, context);
        if (context.OwnVersion(target) is { } own)
        {
            await ports.Store.RemoveAsync(own, cancellationToken);
            return;
        }

        await ports.Store.RemoveAsync([target], cancellationToken);
    }
}
