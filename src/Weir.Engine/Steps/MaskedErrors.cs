using Weir.Engine.Secrets;
using Weir.Failures;

namespace Weir.Engine.Steps;

/// <summary>Errors of steps, without the secrets that they tell.</summary>
internal static class MaskedErrors
{
    /// <summary>The error to raise in place of one that tells a secret; none when it tells none.</summary>
    public static Exception? Of(Exception error, Masks masks) => error switch
    {
        StepFailedException failed when Tells(failed.Failure, masks) || masks.Hide(failed.Log) != failed.Log =>
            new StepFailedException(masks.Hide(failed.Failure), masks.Hide(failed.Log)),
        RefusedException refused when Tells(refused.Failure, masks) => new RefusedException(masks.Hide(refused.Failure)),
        UnavailableException unavailable when Tells(unavailable.Failure, masks) => new UnavailableException(masks.Hide(unavailable.Failure)),
        StepBrokenOffException brokenOff when masks.Hide(brokenOff.Log) != brokenOff.Log =>
            new StepBrokenOffException(masks.Hide(brokenOff.Log), brokenOff.CancellationToken),
        WeirException or OperationCanceledException => null,
        _ when masks.Hide(error.Message) is var message && message != error.Message => new StepFailedException(
            new Failure("WEIR4010", $"The attempt failed for a reason Weir does not know: {message} ({error.GetType().Name})", "Please report it."), log: null),
        _ => null,
    };

    private static bool Tells(Failure failure, Masks masks) => masks.Hide(failure) != failure;
}
