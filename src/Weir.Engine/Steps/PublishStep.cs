using System.Text;

using Weir.Engine.Outbox;
using Weir.Engine.Secrets;
using Weir.Engine.Telemetry;
using Weir.Events;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Publishes a message, once for each run however often the step is tried. What is told is kept, and so has no secrets.</summary>
internal sealed class PublishStep(IOutbox outbox, TimeProvider time, Masks masks)
{
    public Task ExecuteAsync(StepDefinition.Publish step, StepContext context, CancellationToken cancellationToken)
    {
        var message = step.Message is { } template ? Encoding.UTF8.GetString(template.Render(context.Scope)) : "{}";
        var published = MessageEvents.Of(EventId.From(new EventId(context.RunId.Value), step.Name), step.Topic, masks.Hide(message, default), time.GetUtcNow());
        return outbox.PostAsync([published with { EmittedBy = context.RunId, Generation = context.Event.Generation + 1, Trace = Traces.After(context.Event) }], cancellationToken);
    }
}
