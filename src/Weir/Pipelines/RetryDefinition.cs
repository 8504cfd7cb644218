namespace Weir.Pipelines;

/// <summary>How often, and how soon, what failed is tried again: the delivery that a run is made of, or one step.</summary>
/// <param name="MaxAttempts">Attempts before it is given up, the first included; 1 to 100.</param>
/// <param name="Interval">The wait after the first failed attempt.</param>
/// <param name="MaxInterval">The longest wait.</param>
public sealed record RetryDefinition(int MaxAttempts, TimeSpan Interval, TimeSpan MaxInterval)
{
    /// <summary>Five attempts; one second, doubling to at most five minutes.</summary>
    public static RetryDefinition Default { get; } = new(5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    /// <summary>How the wait grows. It doubles by default.</summary>
    public RetryType Type { get; init; } = RetryType.Exponential;

    /// <summary>
    /// How long to wait: the same each time; or doubled with every failed attempt up to the longest wait, then spread over its upper half.
    /// </summary>
    /// <param name="attempt">The attempt that just failed, counting from one.</param>
    /// <param name="jitter">From 0 up to 1: spreads out attempts that failed together.</param>
    public TimeSpan WaitAfter(int attempt, double jitter)
    {
        if (Type == RetryType.Fixed)
        {
            return Interval;
        }

        var wait = Interval * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30));
        var capped = wait < MaxInterval ? wait : MaxInterval;
        return capped * (0.5 + (jitter / 2));
    }
}
