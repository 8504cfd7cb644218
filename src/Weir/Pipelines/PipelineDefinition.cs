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

    /// <summary>What a run does, in order. At least one.</summary>
    public required IReadOnlyList<StepDefinition> Steps { get; init; }

    /// <summary>How often, and how soon, a failed run is tried again.</summary>
    public RetryDefinition Retry { get; init; } = RetryDefinition.Default;
}
