using Weir.Failures;

namespace Weir.Notifiers;

/// <summary>Why a notification was not sent.</summary>
internal static class SendFailures
{
    /// <summary>It may be sent later.</summary>
    /// <param name="what">What happened, as a sentence.</param>
    /// <param name="error">What ended it, if an exception did.</param>
    public static UnavailableException ForNow(string what, Exception? error = null) => new(
        new Failure("WEIR6701", what, "It is sent again by itself for about an hour, and kept by 'weir dead-letters' after that."), error);

    /// <summary>It would never be.</summary>
    /// <param name="what">What happened, as a sentence.</param>
    /// <param name="hint">What to do.</param>
    /// <param name="error">What ended it, if an exception did.</param>
    public static RefusedException ForGood(string what, string hint, Exception? error = null) => new(
        new Failure("WEIR6702", what, $"{hint} Then send it again with 'weir dead-letters --redrive'."), error);
}
