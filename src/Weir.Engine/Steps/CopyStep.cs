using Weir.Buckets;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Copies an object, whatever its size, in constant memory.</summary>
internal sealed class CopyStep(StepPorts ports)
{
    public async Task ExecuteAsync(StepDefinition.Copy step, StepContext context, CancellationToken cancellationToken)
    {
        var from = RenderedName.Object(step.From, context);
        var to = RenderedName.Target(step.To, context, from);
        await CopyAsync(await ports.SourceAsync(from, context, cancellationToken), to, context, cancellationToken);
    }

    /// <summary>Lands one version's content under another name.</summary>
    public async Task CopyAsync(StoredObject version, ObjectName to, StepContext context, CancellationToken cancellationToken)
    {
        await using var output = ports.Land(context, version.Name);
        await using (var content = ports.Store.OpenRead(version))
        {
            await output.StageAsync(to, content, cancellationToken);
        }

        await output.PostAsync(cancellationToken);
    }
}
