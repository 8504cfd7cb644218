using Weir.Deliveries;
using Weir.Engine.Steps;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>Takes one event through the steps of a pipeline, in order, until the last one or the first that fails.</summary>
/// <remarks>
/// How a step ended is durable before the next one starts, so an attempt goes on where an earlier one ended: after its last
/// finished step. The last step of an attempt is noted with the run, as the delivery is settled.
/// </remarks>
internal sealed class Runner(StepExecutor steps, IRunLog log, TimeProvider time)
{
    /// <summary>Makes one attempt at a run.</summary>
    /// <returns>The run as it ended, and what stopped it when a step failed. A failed run is not an exception here.</returns>
    /// <exception cref="OperationCanceledException">The engine stops; the attempt does not count and its delivery comes back.</exception>
    public async Task<RunResult> RunAsync(
        PipelineDefinition pipeline, Delivery delivery, string projectRevision, CancellationToken cancellationToken)
    {
        var id = RunId.Of(delivery.Event.Id, pipeline.Name);
        var clock = new RunClock(time);
        var progress = await RunProgress.ReadAsync(id, delivery, log, clock, cancellationToken);
        var scope = RunScope.Of(pipeline, delivery.Event, progress.Outputs);
        var context = new StepContext(id, delivery.Event, scope) { Pipeline = pipeline.Name, Attempt = delivery.Attempt };
        foreach (var step in pipeline.Steps.Where(step => !progress.HasFinished(step.Name)))
        {
            try
            {
                await progress.SaveBeforeAsync(step.Name, cancellationToken);
            }
            catch (UnavailableException unavailable)
            {
                return new RunResult(Ended() with { FailedStep = step.Name }, progress.Unsaved, unavailable);
            }

            var startedAt = clock.Now;
            StepAnswer answer;
            try
            {
                answer = await steps.ExecuteAsync(step, context, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                progress.Add(step.Name, StepState.Failed, startedAt, new StepAnswer(null, (error as StepFailedException)?.Log));
                return new RunResult(Ended() with { FailedStep = step.Name }, progress.Unsaved, error);
            }

            progress.Add(step.Name, StepState.Succeeded, startedAt, answer);
        }

        return new RunResult(Ended(), progress.Unsaved, null);

        Run Ended() => new()
        {
            Id = id,
            Pipeline = pipeline.Name,
            EventId = delivery.Event.Id,
            Attempt = delivery.Attempt,
            ProjectRevision = projectRevision,
            State = RunState.Succeeded,
            StartedAt = progress.StartedAt,
            FinishedAt = clock.Now,
        };
    }
}
