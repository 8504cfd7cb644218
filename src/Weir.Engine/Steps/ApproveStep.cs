using System.Globalization;

using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Steps;

/// <summary>Waits until a person says yes or no.</summary>
internal static class ApproveStep
{
    public static StepAnswer Execute(StepDefinition.Approve step, StepContext context)
    {
        if (context.Signals.FirstOrDefault(signal => signal.Kind is RunSignalKind.Approve or RunSignalKind.Reject) is not { } word)
        {
            var message = context.Waited?.Output ?? EventData.Of(("message", step.Message.Render(context.Scope)));
            return StepAnswer.None with { Wait = new StepWait(null, message) };
        }

        return word.Kind == RunSignalKind.Approve
            ? new StepAnswer(
                EventData.Of(
                    ("by", word.By ?? ""), ("comment", word.Data ?? ""), ("at", word.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))),
                null)
            : throw new RefusedException(new Failure(
                "WEIR5037",
                $"{(word.By is { Length: > 0 } by ? by : "Somebody")} said no{(word.Data is { Length: > 0 } comment ? $": {comment}" : ".")}",
                "Start another run when what was found wrong is mended."));
    }
}
