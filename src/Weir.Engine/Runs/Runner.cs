using Weir.Engine.Steps;
using Weir.Events;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>Takes one event through the steps of a pipeline, in order, until the last one or the first that fails.</summary>
internal sealed class Runner(StepExecutor steps, TimeProvider time)
{
    /// <summary>Makes one run.</summary>
    /// <returns>The run as it ended, and what stopped it when a step failed. A failed run is not an exception here.</returns>
    /// <exception cref="OperationCanceledException">The engine stops; the run leaves no record and its delivery comes back.</exception>
    public async Task<RunResult> RunAsync(
        PipelineDefinition pipeline, Event @event, int attempt, string projectRevision, CancellationToken cancellationToken)
    {
        var context = new StepContext(RunId.New(time), @event, EventScope.Of(@event));
        var (startedAt, start) = (time.GetUtcNow(), time.GetTimestamp());
        var run = new Run
        {
            Id = context.RunId,
            Pipeline = pipeline.Name,
            EventId = @event.Id,
            Attempt = attempt,
            ProjectRevision = projectRevision,
            State = RunState.Succeeded,
            StartedAt = startedAt,
            FinishedAt = startedAt,
        };

        foreach (var step in pipeline.Steps)
        {
            try
            {
                await steps.ExecuteAsync(step, context, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                return new RunResult(run with { FailedStep = step.Name, FinishedAt = Finished() }, error);
            }
        }

        return new RunResult(run with { FinishedAt = Finished() }, null);

        // A clock that is corrected meanwhile makes no run end before it started, or last a day.
        DateTimeOffset Finished() => startedAt + time.GetElapsedTime(start);
    }
}
