using Weir.Deliveries;
using Weir.Engine.Steps;
using Weir.Engine.Telemetry;
using Weir.Events;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>Takes one event through the steps of a pipeline until all have ended, one fails, or they wait.</summary>
/// <remarks>
/// How a step ended is durable before a step that follows starts, so an attempt goes on where an earlier one ended: after what is
/// finished. What ended last in an attempt is noted with the run, as the delivery is settled.
/// </remarks>
/// <param name="steps">Does the steps.</param>
/// <param name="log">Keeps how they ended.</param>
/// <param name="signals">What is said to runs.</param>
/// <param name="running">Knows the attempts that go on.</param>
/// <param name="time">The clock.</param>
/// <param name="project">What all templates may name; nothing by default.</param>
/// <param name="logs">How long what steps write is kept; as long as the runs by default.</param>
internal sealed class Runner(StepExecutor steps, IRunLog log, IRunSignals signals, RunningRuns running, TimeProvider time, ProjectScope? project = null, KeptLogs? logs = null)
{
    /// <summary>A wait that is no longer is made in place. A second by default.</summary>
    public TimeSpan ShortWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock by which tries that go on are given up. The clock itself when none.</summary>
    public TimeProvider? Limits { get; init; }

    /// <summary>Removes what a run kept for its own later steps: it has ended for good.</summary>
    public void Forget(RunId run) => steps.Forget(run);

    /// <summary>How an attempt ended is recorded, or is not going to be: until then it is seen as going on.</summary>
    public void Recorded(RunId run) => running.Recorded(run);

    /// <summary>What the templates of a run may name before its first step.</summary>
    /// <exception cref="RefusedException">WEIR7019, WEIR5801, WEIR5001: it is not known what it is given, or whose it is.</exception>
    public IReadOnlyDictionary<string, object?> ScopeOf(PipelineDefinition pipeline, Event @event, Run run) => RunScope.Of(pipeline, @event, run, project);

    /// <summary>Makes one attempt at a run.</summary>
    /// <param name="pipeline">What to do.</param>
    /// <param name="delivery">What starts it.</param>
    /// <param name="projectRevision">The content hash of the project.</param>
    /// <param name="lost">Why none of its steps is tried any more but those at the end; none as a rule.</param>
    /// <param name="isLast">Whether the run is over when this ends an attempt, so that what is done at its end is done now.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>The run as it ended, and what stopped it when a step failed. A failed run is not an exception here.</returns>
    /// <exception cref="OperationCanceledException">The engine stops; the attempt does not count and its delivery comes back.</exception>
    public async Task<RunResult> RunAsync(
        PipelineDefinition pipeline, Delivery delivery, string projectRevision, Failure? lost, Func<Exception, bool> isLast, CancellationToken cancellationToken)
    {
        var id = RunId.Of(delivery.Event.Id, pipeline.Name);
        var clock = new RunClock(time);
        var begun = new Run
        {
            Id = id,
            Pipeline = pipeline.Name,
            EventId = delivery.Event.Id,
            Attempt = delivery.Attempt,
            ProjectRevision = projectRevision,
            State = RunState.Running,
            StartedAt = clock.Now,
            FinishedAt = clock.Now,
        };
        using var span = Traces.BeginDelivery("run", delivery);
        span.Tell(begun);
        if (!delivery.MayHaveBegun)
        {
            Meters.RunStarted(pipeline.Name);
        }

        var control = running.Enter(begun);
        try
        {
            control.Tell(await signals.OfAsync(id, cancellationToken));
            var progress = await RunProgress.ReadAsync(begun, pipeline, delivery, log, clock, control.Live, cancellationToken);
            var attempt = new RunAttempt(id, pipeline, delivery, progress, control, clock, steps, time)
            {
                Deadline = progress.StartedAt + pipeline.Timeout,
                Limits = Limits ?? time,
                ShortWait = ShortWait,
                Logs = logs,
            };
            var run = begun with { State = RunState.Succeeded, StartedAt = progress.StartedAt };
            try
            {
                var result = await RunAsync(run, attempt, lost, isLast, cancellationToken);
                if (result.Error is { } error)
                {
                    span.Fail(RunFailure.Of(error));
                }

                return result with { Trace = span?.Id ?? delivery.Event.Trace };
            }
            catch (OperationCanceledException)
            {
                await progress.SaveAsync();
                throw;
            }
        }
        finally
        {
            running.Leave(id);
        }
    }

    private async Task<RunResult> RunAsync(Run run, RunAttempt attempt, Failure? lost, Func<Exception, bool> isLast, CancellationToken cancellationToken)
    {
        StepScope scope;
        StepEnd body;
        long seen;
        try
        {
            var known = ScopeOf(attempt.Pipeline, attempt.Delivery.Event, run);
            run = run with { Tenant = ProjectScope.TenantOf(known) };
            running.Name(run.Id, run.Tenant);
            scope = new StepScope(known);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new RunResult(run with { FinishedAt = attempt.Now }, attempt.Progress.Unsaved, error);
        }

        (body, seen) = await BodyAsync(attempt, scope, lost, cancellationToken);
        IReadOnlyList<RunId> abandoned = body is StepEnd.Cancelled ? attempt.Progress.Awaited : [];
        var isOver = body switch
        {
            StepEnd.Finished or StepEnd.Cancelled => true,
            StepEnd.Failed failed => failed.IsFinal || isLast(failed.Error),
            _ => false,
        };
        var end = body;
        if (isOver && attempt.Pipeline.Always.Count > 0)
        {
            (var closing, seen) = await CloseAsync(attempt, scope, body, cancellationToken);
            end = (body, closing) switch
            {
                (_, StepEnd.Waiting or StepEnd.Interrupted) => closing,
                (StepEnd.Finished, _) => closing,
                _ => body,
            };
        }

        run = run with { FinishedAt = attempt.Now };
        var unsaved = attempt.Progress.Unsaved;
        return end switch
        {
            StepEnd.Failed failed => new RunResult(run with { FailedStep = failed.Step }, unsaved, failed.Error) { IsFinal = failed.IsFinal },
            StepEnd.Interrupted interrupted => new RunResult(run with { FailedStep = interrupted.Step }, unsaved, interrupted.Error),
            StepEnd.Waiting waiting => new RunResult(run with { State = RunState.Waiting, WakeAt = waiting.Until }, unsaved, null) { Seen = seen, Abandoned = abandoned },
            StepEnd.Cancelled => new RunResult(run with { State = RunState.Cancelled }, unsaved, null) { Abandoned = abandoned },
            _ => new RunResult(run, unsaved, null),
        };
    }

    private static Task<(StepEnd End, long Seen)> BodyAsync(RunAttempt attempt, StepScope scope, Failure? lost, CancellationToken cancellationToken) =>
        (attempt.Progress.BodyFailure is { Failure: { } known } failed ? new StepEnd.Failed(failed.Step, new RefusedException(known), IsFinal: true)
            : lost is not null ? LostBody(attempt, lost)
            : null) is { } end
            ? Task.FromResult((end, 0L))
            : UntilItWaitsAsync(
                attempt, () => StepRun.RunListAsync(attempt.Pipeline.Steps, scope, attempt, name => name, cancellationToken), cancellationToken);

    /// <summary>Of several steps beside one another nobody knows which is deadly: the first that has not ended stands for them.</summary>
    private static StepEnd LostBody(RunAttempt attempt, Failure lost)
    {
        if (attempt.Pipeline.Steps.FirstOrDefault(step =>
            attempt.Progress.LastOf(step.Name) is null or { State: StepState.Failed or StepState.Waiting or StepState.Cancelled }) is not { } open)
        {
            return StepEnd.Finished.Instance;
        }

        attempt.Progress.GiveUp(open.Name, lost);
        return new StepEnd.Failed(open.Name, new RefusedException(lost), IsFinal: true);
    }

    /// <summary>Does what is done at the end. Nobody can end that.</summary>
    private static async Task<(StepEnd End, long Seen)> CloseAsync(
        RunAttempt attempt, StepScope scope, StepEnd body, CancellationToken cancellationToken)
    {
        foreach (var step in attempt.Pipeline.Steps)
        {
            if (attempt.Progress.LastOf(step.Name) is { } last)
            {
                scope.Note(step.Name, last);
            }
        }

        attempt.Control.Close();
        var closing = attempt with { Deadline = null };
        return await UntilItWaitsAsync(
            closing,
            () => StepRun.RunAllAsync(attempt.Pipeline.Always, scope.Closing(body), closing, cancellationToken),
            cancellationToken);
    }

    /// <summary>Goes on as long as something can: short waits are made here, and what was said meanwhile is looked at.</summary>
    private static async Task<(StepEnd End, long Seen)> UntilItWaitsAsync(
        RunAttempt attempt, Func<Task<StepEnd>> turn, CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = attempt.Control.Seen;
            var end = await turn();
            if (end is not StepEnd.Waiting waiting)
            {
                return (end, seen);
            }

            if (waiting.Until - attempt.WallNow is { } left && left <= attempt.ShortWait)
            {
                await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, attempt.Time, cancellationToken);
            }
            else if (attempt.Control.Seen == seen)
            {
                return (end, seen);
            }
        }
    }
}
