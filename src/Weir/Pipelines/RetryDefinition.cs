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
}
