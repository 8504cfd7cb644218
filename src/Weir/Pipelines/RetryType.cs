namespace Weir.Pipelines;

/// <summary>How the wait between attempts grows.</summary>
public enum RetryType
{
    /// <summary>It doubles each time and is spread by chance over its upper half.</summary>
    Exponential,

    /// <summary>It stays the same.</summary>
    Fixed,
}
