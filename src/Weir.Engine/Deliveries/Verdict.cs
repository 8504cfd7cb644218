using Weir.Deliveries;
using Weir.Engine.Runs;
using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Engine.Deliveries;

/// <summary>Decides what follows from a failed attempt.</summary>
internal static class Verdict
{
    /// <summary>How long work rests while something outside is unavailable.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>Wait for what is unavailable, try again, or give up: by what failed and by the attempts left.</summary>
    /// <param name="delivery">The delivery whose attempt failed.</param>
    /// <param name="error">What ended the attempt.</param>
    /// <param name="retry">The subscriber's own rule.</param>
    /// <param name="jitter">From 0 up to 1.</param>
    public static DeliveryOutcome Of(Delivery delivery, Exception error, RetryDefinition retry, double jitter)
    {
        var failure = RunFailure.Of(error);
        return error switch
        {
            WeirException { IsTransient: true } => new DeliveryOutcome.Snoozed(Rest * (0.5 + (jitter / 2)), failure),
            _ when !RunFailure.MayPass(error) => new DeliveryOutcome.DeadLettered(failure),
            _ when delivery.Attempt >= retry.MaxAttempts => new DeliveryOutcome.DeadLettered(failure),
            _ => new DeliveryOutcome.Retry(retry.WaitAfter(delivery.Attempt, jitter), failure),
        };
    }
}
