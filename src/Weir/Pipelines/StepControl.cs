using Weir.Templates;

namespace Weir.Pipelines;

/// <summary>When, how often and for how long a step is done, whatever it does.</summary>
public sealed record StepControl
{
    /// <summary>Always, in its turn, once, without a limit.</summary>
    public static StepControl Default { get; } = new();

    /// <summary>Becomes <c>true</c> or <c>false</c>: whether the step is done. It is when null.</summary>
    public Template? If { get; init; }

    /// <summary>The steps that must have ended before it, by name. All that stand before it when null.</summary>
    public IReadOnlyList<string>? Needs { get; init; }

    /// <summary>How often it is tried before it has failed the run for good. As often as the run when null.</summary>
    public RetryDefinition? Retry { get; init; }

    /// <summary>How long a try may take. Without end when null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the run goes on when it fails. Not by default.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Has it done several times, with other values. Once when null.</summary>
    public StrategyDefinition? Strategy { get; init; }
}
