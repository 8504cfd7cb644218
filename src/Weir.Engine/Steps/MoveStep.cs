using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Copies an object, then removes the source unless something newer has landed there since.</summary>
/// <remarks>
/// A run that stopped between the two, or failed in a later step, moves again: a source that is gone while the target is
/// there tells that the move is done.
/// </remarks>
internal sealed class MoveStep(StepPorts ports, CopyStep copying)
{
    public async Task ExecuteAsync(StepDefinition.Move step, StepContext context, CancellationToken cancellationToken)
    {
        var from = RenderedName.Object(step.From, context);
        var to = RenderedName.Target(step.To, context, from);
        if (DatasetKey.Find(from.Key) is not null)
        {
            // Before the copy, which would stay.
            throw new RefusedException(DatasetFailures.Immutable(from));
        }

        var own = context.OwnVersion(from);
        var current = await ports.Store.FindAsync(from, cancellationToken);
        if (current is null && await WasMovedAsync(own, to, context, cancellationToken))
        {
            return;
        }

        // The event's own version can be read even when it was removed or overwritten.
        var version = own ?? current ?? throw StepPorts.NoSource(from);
        await copying.CopyAsync(version, to, context, cancellationToken);
        await ports.Store.RemoveAsync(version, cancellationToken);
    }

    private async Task<bool> WasMovedAsync(
        StoredObject? own, ObjectName to, StepContext context, CancellationToken cancellationToken) =>
        await ports.Store.FindAsync(to, cancellationToken) is { } target
        && (own is null ? target.LandedAt >= context.Event.Time : target.ETag == own.ETag);
}
