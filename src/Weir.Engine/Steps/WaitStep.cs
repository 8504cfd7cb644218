using System.Globalization;
using System.Text.Json;

using Weir.Engine.Warehouses;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Lets time pass, or waits for an object.</summary>
/// <remarks>
/// Until when is settled as the wait begins, and kept with the run. A clock that is put back to before that makes nobody wait longer
/// than was asked.
/// </remarks>
internal sealed class WaitStep(StepPorts ports, TimeProvider time)
{
    private const string Until = "until";

    public async Task<StepAnswer> ExecuteAsync(StepDefinition.Wait step, StepContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (step.Condition is WaitCondition.Landed landed)
        {
            var name = RenderedName.Object(landed.Name, context);
            return await ports.Store.FindAsync(name, cancellationToken) is { } found
                ? new StepAnswer(EventData.Of(("bucket", found.Name.Bucket), ("key", found.Name.Key), ("etag", found.ETag), ("size", found.Size)), null)
                : StepAnswer.None with { Wait = new StepWait(now + landed.Every, EventData.Of(("object", name.ToString()))) };
        }

        var until = context.Waited is { Output: { } note } waited ? KeptIn(note, waited.StartedAt, now) : Moments.Of(step.Condition, context, now)!.Value;
        return until <= now
            ? StepAnswer.None
            : StepAnswer.None with { Wait = new StepWait(until, EventData.Of((Until, until.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)))) };
    }

    private static DateTimeOffset KeptIn(string note, DateTimeOffset startedAt, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(note);
        var until = json.RootElement.GetProperty(Until).GetDateTimeOffset();
        return now < startedAt ? now + (until - startedAt) : until;
    }
}
