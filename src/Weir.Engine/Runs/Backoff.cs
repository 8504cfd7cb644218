using Weir.Pipelines;

namespace Weir.Engine.Runs;

/// <summary>How long to wait before the next attempt.</summary>
internal static class Backoff
{
    /// <summary>
    /// The same each time; or doubled with every failed attempt up to the longest wait, then spread over its upper half.
    /// </summary>
    /// <param name="attempt">The attempt that just failed, counting from one.</param>
    /// <param name="retry">The first and the longest wait.</param>
    /// <param name="jitter">From 0 up to 1: spreads out attempts that failed together.</param>
    public static TimeSpan After(int attempt, RetryDefinition retry, double jitter)
    {
        if (retry.Type == RetryType.Fixed)
        {
            return retry.Interval;
        }

        var wait = retry.Interval * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30));
        var capped = wait < retry.MaxInterval ? wait : retry.MaxInterval;
        return capped * (0.5 + (jitter / 2));
    }
}
