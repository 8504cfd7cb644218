using Weir.Engine.Steps;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>Takes steps of a run as far as they come in an attempt.</summary>
internal static class StepRun
{
    /// <summary>Does the steps of a list: in order, or where they say what they need, each as soon as that has ended.</summary>
    /// <param name="steps">The steps, by the names that they have among themselves.</param>
    /// <param name="scope">What their templates may name.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="pathOf">What a step is recorded under.</param>
    /// <param name="cancellationToken">The engine stops.</param>
    /// <exception cref="OperationCanceledException">The engine stops.</exception>
    public static Task<StepEnd> RunListAsync(
        IReadOnlyList<StepDefinition> steps, StepScope scope, RunAttempt attempt, Func<string, string> pathOf, CancellationToken cancellationToken) =>
        new StepGraph(attempt, steps.Count) { Needs = at => NeedsOf(steps, at) }.RunAsync(
            at => RunAsync(steps[at], pathOf(steps[at].Name), scope, attempt, cancellationToken));

    /// <summary>The same, one after the other, each whatever became of those before it.</summary>
    public static Task<StepEnd> RunAllAsync(
        IReadOnlyList<StepDefinition> steps, StepScope scope, RunAttempt attempt, CancellationToken cancellationToken) =>
        new StepGraph(attempt, steps.Count) { Needs = at => Enumerable.Range(0, at), StopsOnFailure = false }.RunAsync(
            at => RunAsync(steps[at], steps[at].Name, scope, attempt, cancellationToken));

    private static IEnumerable<int> NeedsOf(IReadOnlyList<StepDefinition> steps, int at) => steps[at].Control.Needs is { } needs
        ? Enumerable.Range(0, steps.Count).Where(other => needs.Contains(steps[other].Name))
        : Enumerable.Range(0, at);

    /// <summary>Takes one step as far as it comes.</summary>
    /// <param name="step">The step.</param>
    /// <param name="path">What it is recorded under.</param>
    /// <param name="scope">What its templates may name. It is told how the step ends.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="cancellationToken">The engine stops.</param>
    /// <exception cref="OperationCanceledException">The engine stops.</exception>
    private static async Task<StepEnd> RunAsync(
        StepDefinition step, string path, StepScope scope, RunAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.Progress.StandingFailureOf(path) is { } failure)
        {
            return new StepEnd.Failed(path, new StepFailedException(failure, null), step.Control.Retry is not null || attempt.Deadline <= attempt.Now);
        }

        var last = attempt.Progress.LastOf(path);
        if (last is null or { State: StepState.Failed or StepState.Waiting or StepState.Cancelled })
        {
            var end = await BeginAsync(step, path, last, scope, attempt, cancellationToken);
            if (end is not StepEnd.Finished)
            {
                return end;
            }

            last = attempt.Progress.LastOf(path)!;
        }

        scope.Note(step.Name, last);
        return StepEnd.Finished.Instance;
    }

    private static async Task<StepEnd> BeginAsync(
        StepDefinition step, string path, StepRecord? last, StepScope scope, RunAttempt attempt, CancellationToken cancellationToken)
    {
        var startedAt = attempt.Now;
        try
        {
            if (last is not { State: StepState.Waiting } && step.Control.If is { } condition && !StepCondition.Holds(condition, scope.Values))
            {
                attempt.Progress.Add(path, StepState.Skipped, startedAt, StepAnswer.None);
                return StepEnd.Finished.Instance;
            }

            var parts = FanOut.Of(
                step,
                path,
                scope,
                (one, under, seen) => RunAsync(one, under, seen, attempt, cancellationToken),
                (steps, seen, pathOf) => RunListAsync(steps, seen, attempt, pathOf, cancellationToken));
            if (parts is null)
            {
                return await StepTry.RunAsync(step, path, last, scope, attempt, cancellationToken);
            }

            var end = await parts.RunAsync(attempt);
            switch (end)
            {
                case StepEnd.Finished:
                    attempt.Progress.Add(path, StepState.Succeeded, startedAt, parts.AnswerOf(attempt.Progress));
                    return end;
                case StepEnd.Failed failed when step.Control.ContinueOnError:
                    attempt.Progress.Add(path, StepState.Ignored, startedAt, parts.AnswerOf(attempt.Progress), RunFailure.Of(failed.Error));
                    return StepEnd.Finished.Instance;
                case StepEnd.Failed failed:
                    attempt.Progress.Add(path, StepState.Failed, startedAt, parts.AnswerOf(attempt.Progress), RunFailure.Of(failed.Error));
                    return end;
                default:
                    return end;
            }
        }
        catch (WeirException error) when (error.IsTransient)
        {
            return new StepEnd.Interrupted(path, error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return StepTry.Fail(step, path, startedAt, error, attempt);
        }
    }
}
