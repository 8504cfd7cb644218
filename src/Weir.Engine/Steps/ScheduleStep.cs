using System.Globalization;

using Weir.Engine.Warehouses;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Has a run of another pipeline start later; once, or until one has succeeded.</summary>
internal sealed class ScheduleStep(RequestedRuns requests, TimeProvider time)
{
    public async Task<StepAnswer> ExecuteAsync(StepDefinition.Schedule step, StepContext context, CancellationToken cancellationToken)
    {
        var at = Moments.Of(step.When, context, time.GetUtcNow())!.Value;
        var run = await requests.RequestAsync(
            context.EndsBefore == 0 ? step.Name : string.Create(CultureInfo.InvariantCulture, $"{step.Name}/{context.EndsBefore + 1}"), step.Pipeline, step.Inputs, context, step.UntilSuccess ? [Repetition.Of(step)] : [], at, cancellationToken);
        return new StepAnswer(
            EventData.Of(("run", run.ToString()), ("at", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))), null);
    }
}
