using Weir.Notifications;
using Weir.Templates;

namespace Weir.Pipelines;

/// <summary>What is done when something happens: triggers, and steps in order.</summary>
public sealed record PipelineDefinition
{
    /// <summary>The pipeline's name, unique in its project.</summary>
    public required string Name { get; init; }

    /// <summary>What starts a run of it. At least one.</summary>
    public required IReadOnlyList<TriggerDefinition> Triggers { get; init; }

    /// <summary>What whoever asks for a run may give, in order. Nothing by default.</summary>
    public IReadOnlyList<InputDefinition> Inputs { get; init; } = [];

    /// <summary>Becomes the name of the tenant that a run is for; none when runs are for no tenant.</summary>
    public Template? Tenant { get; init; }

    /// <summary>What a run does, in order. At least one.</summary>
    public required IReadOnlyList<StepDefinition> Steps { get; init; }

    /// <summary>How often, and how soon, a failed run is tried again.</summary>
    public RetryDefinition Retry { get; init; } = RetryDefinition.Default;

    /// <summary>What a run does at its end, whatever happened before. Nothing by default.</summary>
    public IReadOnlyList<StepDefinition> Always { get; init; } = [];

    /// <summary>How long a run may take, from its first step on, with all its attempts and waits. Without end when null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many runs may go on at a time. Any number when null.</summary>
    public ConcurrencyDefinition? Concurrency { get; init; }

    /// <summary>Who is told when a run is given up, in place of those that the project names. Those when null.</summary>
    public IReadOnlyList<NotificationTarget>? OnFailure { get; init; }

    /// <summary>Every step, also those within others and those at the end, in the order in which they stand.</summary>
    public IEnumerable<StepDefinition> AllSteps => Steps.Concat(Always).SelectMany(WithInner);

    private static IEnumerable<StepDefinition> WithInner(StepDefinition step) =>
        step is StepDefinition.ForEach each ? [step, .. each.Steps.SelectMany(WithInner)] : [step];
}
