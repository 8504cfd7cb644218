using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys of a step that tells somebody something.</summary>
internal static class NotifyStepKeys
{
    private static readonly Key<HandlebarsTemplate> Message = new("message", "What is told.", TextTemplates.OfStep("a message"))
    {
        IsRequired = true,
        Example = "\"{{event.key}} has arrived\"",
    };

    /// <summary>The step.</summary>
    public static Key<StepDefinition.Notify> Step { get; } = new(
        "notify",
        "Tells somebody something. It may be told twice when the process dies just then.",
        new RecordShape<StepDefinition.Notify>(
            [.. NotificationKeys.Channels, Message],
            (fields, _) => new StepDefinition.Notify(NotificationKeys.ChannelOf(fields), fields.Get(Message)) { Name = "" })
        {
            ExactlyOneOf = [.. NotificationKeys.Channels],
        });
}
