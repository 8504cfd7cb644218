using Weir.Engine.Steps;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Schedules;

namespace Weir.Engine.Runs;

/// <summary>How long a try at a step may take: until its own time is over, or that of its run.</summary>
/// <param name="EndsAt">When it is over; never when none.</param>
/// <param name="Reached">What to tell when it is.</param>
internal sealed record StepLimit(DateTimeOffset? EndsAt, Failure Reached)
{
    /// <summary>A timer takes no more, and no attempt lasts as long.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private static readonly Failure None = new("WEIR5031", "Its time is over.");

    public static StepLimit Of(StepDefinition step, DateTimeOffset startedAt, RunAttempt attempt)
    {
        var own = startedAt + step.Control.Timeout;
        return (own, attempt.Deadline) switch
        {
            (null, null) => new StepLimit(null, None),
            (_, { } deadline) when own is null || deadline <= own => new StepLimit(deadline, new Failure(
                "WEIR5032",
                $"The run was to be over after {Shown(attempt.Pipeline.Timeout)}, and the step '{step.Name}' had not ended.",
                "Give the pipeline a longer 'timeout', or see what takes so long in 'weir show' with the run's id.")),
            _ => new StepLimit(own, new Failure(
                "WEIR5031",
                $"The step '{step.Name}' had not ended after {Shown(step.Control.Timeout)}.",
                "Give it a longer 'timeout', or see what it does in 'weir logs' with the run's id.")),
        };
    }

    /// <summary>Does something within the limit.</summary>
    /// <exception cref="StepFailedException">WEIR5031 or WEIR5032: the limit was reached.</exception>
    public async Task<StepAnswer> WithinAsync(
        Func<CancellationToken, Task<StepAnswer>> work, RunAttempt attempt, CancellationToken cancellationToken)
    {
        if (EndsAt is not { } end)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, attempt.Control.Cancelled);
            return await work(either.Token);
        }

        var left = end - attempt.Now;
        if (left <= TimeSpan.Zero)
        {
            throw new StepFailedException(Reached, null);
        }

        using var timeout = new CancellationTokenSource(left < LongestTimer ? left : LongestTimer, attempt.Limits);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, attempt.Control.Cancelled, timeout.Token);
        try
        {
            return await work(any.Token);
        }
        catch (Exception error) when (timeout.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested
            && !attempt.Control.Cancelled.IsCancellationRequested)
        {
            throw new StepFailedException(Reached, StepBrokenOffException.LogOf(error));
        }
    }

    private static string Shown(TimeSpan? span) => span is { } known ? DurationText.Of(known) : "";
}
