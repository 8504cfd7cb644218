using Weir.Pipelines;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys of a pipeline.</summary>
internal static class PipelineKeys
{
    private static readonly Key<IReadOnlyList<ListShape<TriggerDefinition>.Item>> Triggers = new(
        "triggers", "What starts a run of the pipeline.", new ListShape<TriggerDefinition>("trigger", TriggerKeys.Shape))
    {
        IsRequired = true,
        Example = "[{ object_created: raw/**.json }]",
    };

    private static readonly Key<IReadOnlyList<ListShape<StepDefinition>.Item>> Steps = new(
        "steps", "What a run does, in order.", new ListShape<StepDefinition>("step", new StepShape(StepKeys.Shape)))
    {
        IsRequired = true,
        Example = "[{ copy: { from: \"{{event.bucket}}/{{event.key}}\", to: \"curated/{{event.key}}\" } }]",
    };

    private static readonly Key<IReadOnlyList<ListShape<StepDefinition>.Item>> Always = new(
        "always",
        "What a run does at its end, whatever happened before: one after the other, each even if one before it failed. They may name `run.state`, `run.failed_step` and `run.error`.",
        new AlwaysShape<IReadOnlyList<ListShape<StepDefinition>.Item>>(new ListShape<StepDefinition>("step", new StepShape(StepKeys.Shape))))
    {
        Example = "[{ delete: \"scratch/{{run.id}}.json\" }]",
    };

    private static readonly Key<TimeSpan> Timeout = new(
        "timeout", "How long a run may take, from its first step on, with all its attempts and waits; then it has failed.", Scalars.Duration(TimeSpan.FromDays(365)))
    {
        Example = "1h",
    };

    private static readonly RecordShape<PipelineDefinition> Shape = new(
        [Triggers, InputKeys.Key, TenantTemplates.Key, Steps, Always, RetryKeys.Key, Timeout, ConcurrencyKeys.Key, NotificationKeys.OfPipeline], Build)
    {
        Later = ["tests"],
    };

    /// <summary>The pipelines, by name.</summary>
    public static MapShape<PipelineDefinition> Map { get; } = new(
        "pipeline", new PipelineShape(Shape), (name, reading) => Names.Check(name, reading, Names.AnyCase, "WEIR2203"))
    {
        NamePattern = Names.AnyCaseText,
    };

    /// <summary>No pipelines.</summary>
    public static IReadOnlyDictionary<string, PipelineDefinition> None { get; } = new Dictionary<string, PipelineDefinition>();

    private static PipelineDefinition Build(Fields fields, ReadingContext reading)
    {
        var steps = StepNaming.Named(fields.Get(Steps), reading);
        var always = StepNaming.Named(fields.Get(Always, []), reading, [.. steps.Select(step => step.Value.Name)]);
        CheckInputs(fields, reading);
        FunctionStepKeys.CheckEnvelopes(fields.Get(Triggers), steps, reading);
        TriggerLoops.Check(fields.Get(Triggers).Select(t => t.Value), steps, reading);
        return new PipelineDefinition
        {
            Name = reading.Name,
            Triggers = [.. fields.Get(Triggers).Select(t => t.Value)],
            Inputs = [.. fields.Get(InputKeys.Key, InputKeys.None).Values],
            Tenant = fields.TryGet(TenantTemplates.Key, out var tenant) ? tenant : null,
            Steps = [.. steps.Select(s => s.Value)],
            Always = [.. always.Select(s => s.Value)],
            Retry = fields.Get(RetryKeys.Key, RetryDefinition.Default),
            Timeout = fields.TryGet(Timeout, out var timeout) ? timeout : null,
            Concurrency = fields.TryGet(ConcurrencyKeys.Key, out var concurrency) ? concurrency : null,
            OnFailure = fields.TryGet(NotificationKeys.OfPipeline, out var told) ? told : null,
        };
    }

    /// <summary>Only people give inputs; what else starts a run has nothing to give for one that is required.</summary>
    private static void CheckInputs(Fields fields, ReadingContext reading)
    {
        var inputs = fields.Get(InputKeys.Key, InputKeys.None).Values.ToList();
        var triggers = fields.Get(Triggers);
        if (inputs.Count > 0 && triggers.All(trigger => trigger.Value is not TriggerDefinition.Manual))
        {
            reading.Wrong(
                fields.NameOf(InputKeys.Key), "WEIR2310", $"{reading.Label} has inputs, which nobody may give.", "Add - manual: true to its triggers.");
        }
        else if (inputs.FirstOrDefault(input => input.IsRequired) is { } required
            && triggers.FirstOrDefault(trigger => trigger.Value is not TriggerDefinition.Manual) is { } other)
        {
            reading.Wrong(
                other.Node,
                "WEIR2310",
                $"{reading.Label} requires the input '{required.Name}', which only people give, and is started by this trigger as well.",
                $"Give '{required.Name}' a default instead of required: true.");
        }
    }
}
