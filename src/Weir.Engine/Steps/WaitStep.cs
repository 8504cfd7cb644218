using System.Globalization;
using System.Text.Json;

using Weir.Engine.Warehouses;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Lets time pass, or waits for an object or for a query that says yes.</summary>
/// <remarks>
/// Until when is settled as the wait begins, and kept with the run. A clock that is put back to before that makes nobody wait longer
/// than was asked.
/// </remarks>
internal sealed class WaitStep(StepPorts ports, SqlStep sql, TimeProvider time)
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

        if (step.Condition is WaitCondition.Answered asked)
        {
            var answer = await sql.RunAsync(asked.Query, asked.Connection, step.Name, context, cancellationToken);
            return SaysYes(answer)
                ? new StepAnswer(answer, null)
                : StepAnswer.None with { Wait = new StepWait(now + asked.Every, EventData.Of(("query", asked.Query.Text))) };
        }

        var until = context.Waited is { Output: { } note } waited ? KeptIn(note, waited.StartedAt, now) : Moments.Of(step.Condition, context, now)!.Value;
        return until <= now
            ? StepAnswer.None
            : StepAnswer.None with { Wait = new StepWait(until, EventData.Of((Until, until.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)))) };
    }

    /// <summary>What is true is so as in templates.</summary>
    private static bool SaysYes(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.TryGetProperty("row", out var row)
            && row.EnumerateObject().Select(column => column.Value).FirstOrDefault() is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } first
            && first.ToString() is not ("" or "False" or "false" or "0");
    }

    private static DateTimeOffset KeptIn(string note, DateTimeOffset startedAt, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(note);
        var until = json.RootElement.GetProperty(Until).GetDateTimeOffset();
        return now < startedAt ? now + (until - startedAt) : until;
    }
}
