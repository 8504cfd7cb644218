namespace Weir.Pipelines;

/// <summary>How often, and how soon, a failed delivery is tried again. The wait doubles each time and is spread by chance.</summary>
/// <param name="MaxAttempts">Attempts before the delivery becomes a dead letter, the first included; 1 to 100.</param>
/// <param name="Interval">The wait after the first failed attempt.</param>
/// <param name="MaxInterval">The longest wait.</param>
public sealed record RetryDefinition(int MaxAttempts, TimeSpan Interval, TimeSpan MaxInterval)
{
    /// <summary>Five attempts; one second, doubling to at most five minutes.</summary>
    public static RetryDefinition Default { get; } = new(5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
}
