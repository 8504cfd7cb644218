using Weir.Engine.Steps;
using Weir.Engine.Telemetry;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>Tries a step once, or takes up one that waits, and says what follows from how that ended.</summary>
internal static class StepTry
{
    /// <summary>Makes the try.</summary>
    /// <exception cref="UnavailableException">What went before cannot be made durable for now; nothing was begun.</exception>
    /// <exception cref="OperationCanceledException">The engine stops.</exception>
    public static async Task<StepEnd> RunAsync(
        StepDefinition step, string path, StepRecord? last, StepScope scope, RunAttempt attempt, CancellationToken cancellationToken)
    {
        if (last is { State: StepState.Failed, WakeAt: { } again } && again > attempt.WallNow)
        {
            return new StepEnd.Waiting(again);
        }

        await attempt.Progress.SaveBeforeAsync(path, cancellationToken);
        var waited = last is { State: StepState.Waiting } ? last : null;
        var startedAt = waited?.StartedAt ?? attempt.Now;
        var limit = StepLimit.Of(step, startedAt, attempt);
        StepAnswer answer;
        try
        {
            answer = await ExecuteAsync(step with { Name = path }, waited, startedAt, limit, scope, attempt, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (attempt.Control.Cancelled.IsCancellationRequested)
            {
                attempt.Progress.Add(path, StepState.Cancelled, startedAt, LogOf(step, error, attempt));
                return StepEnd.Cancelled.Instance;
            }

            return error is WeirException { IsTransient: true } transient
                ? new StepEnd.Interrupted(path, transient)
                : Fail(step, path, startedAt, error, attempt);
        }

        if (answer.Wait is not { } wait)
        {
            attempt.Progress.Add(path, StepState.Succeeded, startedAt, answer);
            return StepEnd.Finished.Instance;
        }

        if (waited is null || waited.Output != wait.Note)
        {
            attempt.Progress.Add(path, StepState.Waiting, startedAt, new StepAnswer(wait.Note, null), wakeAt: wait.Until);
        }

        return new StepEnd.Waiting(StepEnd.Earlier(wait.Until, attempt.WallNow + (limit.EndsAt - attempt.Now)));
    }

    private static async Task<StepAnswer> ExecuteAsync(
        StepDefinition step, StepRecord? waited, DateTimeOffset startedAt, StepLimit limit, StepScope scope, RunAttempt attempt, CancellationToken cancellationToken)
    {
        using var span = Traces.Begin($"step {step.Name}");
        span?.SetTag("weir.step", step.Name).SetTag("weir.step.kind", step.Kind);
        var live = attempt.Control.Live.Begin(step.Name, attempt.Delivery.Attempt, startedAt, waited is not null, () => attempt.WallNow);
        try
        {
            var answer = await limit.WithinAsync(
                token => attempt.Steps.ExecuteAsync(
                    step,
                    new StepContext(attempt.Id, attempt.Delivery.Event, scope.Values)
                    {
                        Pipeline = attempt.Pipeline.Name,
                        Attempt = step.Control.Retry is null ? attempt.Delivery.Attempt : attempt.Progress.RetriesOf(step.Name) + 1,
                        EndsBefore = attempt.Progress.EndsOf(step.Name),
                        Waited = waited,
                        Signals = attempt.Control.For(step.Name),
                        Live = live.Output,
                    },
                    token),
                attempt,
                cancellationToken);
            return answer with { KeepsLogFor = attempt.Logs?.Of(step) };
        }
        catch (Exception error) when (span is not null && error is not OperationCanceledException)
        {
            span.Fail(RunFailure.Of(error));
            throw;
        }
        finally
        {
            attempt.Control.Live.Leave(live);
        }
    }

    /// <summary>Says what follows from a failure: another try, the rest of the run all the same, or its end.</summary>
    public static StepEnd Fail(StepDefinition step, string path, DateTimeOffset startedAt, Exception error, RunAttempt attempt)
    {
        var failure = RunFailure.Of(error);
        var tries = attempt.Progress.RetriesOf(path) + 1;
        if (step.Control.Retry is { } retry && tries < retry.MaxAttempts && RunFailure.MayPass(error) && !(attempt.Deadline <= attempt.Now))
        {
            var again = attempt.WallNow + retry.WaitAfter(tries, Random.Shared.NextDouble());
            attempt.Progress.Add(path, StepState.Failed, startedAt, LogOf(step, error, attempt), failure, again);
            return new StepEnd.Waiting(again);
        }

        if (step.Control.ContinueOnError && !(attempt.Deadline <= attempt.Now))
        {
            attempt.Progress.Add(path, StepState.Ignored, startedAt, LogOf(step, error, attempt), failure);
            return StepEnd.Finished.Instance;
        }

        attempt.Progress.Add(path, StepState.Failed, startedAt, LogOf(step, error, attempt), failure);
        return new StepEnd.Failed(path, error, step.Control.Retry is not null || attempt.Deadline <= attempt.Now);
    }

    private static StepAnswer LogOf(StepDefinition step, Exception error, RunAttempt attempt) =>
        new(null, StepBrokenOffException.LogOf(error)) { KeepsLogFor = attempt.Logs?.Of(step) };
}
