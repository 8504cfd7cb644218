using Weir.Engine.Notifications;
using Weir.Events;
using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Tells somebody something, under the same id however often the step is tried.</summary>
internal sealed class NotifyStep(StepPorts ports, TimeProvider time)
{
    public async Task ExecuteAsync(StepDefinition.Notify step, StepContext context, CancellationToken cancellationToken)
    {
        var lines = step.Message.Render(context.Scope).Trim().Split('\n', 2);
        var id = EventId.From(new EventId(context.RunId.Value), step.Name);
        var notification = new Notification(id.ToString(), "message", lines[0].Trim(), time.GetUtcNow())
        {
            Project = ports.Project,
            Text = lines is [_, var rest] ? rest.Trim('\r', '\n') : null,
            Facts = [new("pipeline", context.Pipeline), new("run", context.RunId.ToString())],
        };
        try
        {
            await ports.Notifier.SendAsync(step.Channel, notification, cancellationToken);
        }
        catch (UnavailableException unavailable)
        {
            // Whoever never answers is not waited for without end: the attempt counts.
            throw new StepFailedException(unavailable.Failure, log: null);
        }
    }
}
