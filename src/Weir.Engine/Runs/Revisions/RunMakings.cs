using Weir.Deliveries;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Runs.Revisions;

/// <summary>Says what a run is made with: a new one with the project as it is, one that has begun with what it began with.</summary>
/// <param name="revision">The revision of the project as it is.</param>
/// <param name="runner">Takes events through its pipelines.</param>
/// <param name="log">Knows what runs began with.</param>
/// <param name="loaded">The project as it was.</param>
internal sealed class RunMakings(string revision, Runner runner, IRunLog log, LoadedRevisions loaded)
{
    /// <summary>What the next attempt at the run of a delivery is made with.</summary>
    /// <param name="pipeline">The pipeline, as it is now.</param>
    /// <param name="delivery">What starts the run, or has it go on.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UnavailableException">WEIR4003: the disk refuses.</exception>
    public async Task<RunMaking> OfAsync(PipelineDefinition pipeline, Delivery delivery, CancellationToken cancellationToken)
    {
        var wanted = await RevisionOfAsync(pipeline, delivery, cancellationToken) ?? revision;
        if (wanted == revision)
        {
            return new RunMaking(pipeline, revision, runner);
        }

        try
        {
            var use = await loaded.TakeAsync(wanted, cancellationToken);
            if (use.Definition.Pipelines.TryGetValue(pipeline.Name, out var original))
            {
                return new RunMaking(original, wanted, use.Runner) { Use = use };
            }

            await use.DisposeAsync();
            return new RunMaking(pipeline, wanted, runner)
            {
                Failure = new Failure(
                    "WEIR7035",
                    $"The revision {wanted} of the project has no pipeline '{pipeline.Name}'.",
                    "Run it with the project as it is now: 'weir rerun' with --code latest."),
            };
        }
        catch (RefusedException refused)
        {
            return new RunMaking(pipeline, wanted, runner) { Failure = refused.Failure };
        }
    }

    /// <returns>None for the project as it is.</returns>
    private async Task<string?> RevisionOfAsync(PipelineDefinition pipeline, Delivery delivery, CancellationToken cancellationToken) =>
        delivery.MayHaveBegun && await log.PinOfAsync(RunId.Of(delivery.Event.Id, pipeline.Name), cancellationToken) is { } pin
            ? pin.Revision
            : delivery.Event.Revision;
}
