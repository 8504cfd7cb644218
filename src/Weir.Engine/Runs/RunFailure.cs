using Weir.Engine.Steps;
using Weir.Failures;

namespace Weir.Engine.Runs;

/// <summary>What is known of an error that ended an attempt.</summary>
internal static class RunFailure
{
    /// <summary>Whether another try may end otherwise. It will not where Weir itself has refused.</summary>
    public static bool MayPass(Exception error) => error is not WeirException or StepFailedException;

    /// <summary>What to tell people of an error.</summary>
    public static Failure Of(Exception error) => error switch
    {
        WeirException known => known.Failure,
        _ => new Failure(
            "WEIR4010",
            $"The attempt failed for a reason Weir does not know: {error.Message} ({error.GetType().Name})",
            "Please report it; the delivery is kept and can be redriven with 'weir dead-letters --redrive'."),
    };
}
