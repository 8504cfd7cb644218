using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>The keys of a step that publishes a message.</summary>
internal static class PublishKeys
{
    private static readonly Key<string> Topic = new("topic", "The topic, by name.", Names.Shape("a topic", Names.AnyCase, "WEIR2203"))
    {
        IsRequired = true,
        Example = "orders-approved",
    };

    private static readonly Key<ValueTemplate> Message = new(
        "message", "What is told: any value, whose texts may hold `{{…}}`; at most 256 KB as JSON.", ValueTemplates.Kept)
    {
        Default = "{}",
        Example = "{ id: \"{{event.stem}}\" }",
    };

    /// <summary>The step.</summary>
    public static Key<StepDefinition.Publish> Step { get; } = new(
        "publish",
        "Publishes a message to a topic, which starts the pipelines that have it as a trigger.",
        new RecordShape<StepDefinition.Publish>(
            [Topic, Message],
            (fields, _) => new StepDefinition.Publish(fields.Get(Topic), fields.TryGet(Message, out var message) ? message : null) { Name = "" }));
}
