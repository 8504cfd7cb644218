using System.Globalization;
using System.Text;

using Weir.Engine.Functions;
using Weir.Engine.Functions.Envelopes;
using Weir.Events;
using Weir.Failures;
using Weir.Functions;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Calls a function with what started the run, as a service of AWS would.</summary>
/// <remarks>
/// The invocation has the same request id over all tries at it, so that a function can tell that it is called again. Files that it
/// leaves land all at once, after it has answered; of a function that fails nothing lands.
/// </remarks>
internal sealed class FunctionStep(StepPorts ports, IFunctions functions, TimeProvider time)
{
    /// <summary>The longest answer that is kept for later steps, in bytes.</summary>
    private const int LongestOutput = 256 << 10;

    public async Task<StepAnswer> ExecuteAsync(StepDefinition.Function step, StepContext context, CancellationToken cancellationToken)
    {
        var call = new FunctionCall(step.Called, PayloadOf(step, context), context.RunId.IdempotencyKeyOf(step.Name)) { Live = context.Live, Trace = context.Event.Trace };
        await using var files = await StepFiles.OpenAsync(step.From, step.To, ports, context, cancellationToken);
        var answer = await InvokeAsync(step, call with { Files = files.Files, Variables = StepVariables.Of(step.Env, step.Name, context) }, context, cancellationToken);
        await files.LandAsync(cancellationToken);
        return answer;
    }

    private async Task<StepAnswer> InvokeAsync(
        StepDefinition.Function step, FunctionCall call, StepContext context, CancellationToken cancellationToken)
    {
        FunctionResult result;
        try
        {
            result = await functions.InvokeAsync(call, cancellationToken);
        }
        catch (RefusedException refused) when (refused.Failure.Code is "WEIR6502" or "WEIR6503")
        {
            // What it is built of may be had later.
            throw new StepFailedException(refused.Failure, null);
        }

        if (result.IsBrokenOff)
        {
            throw new StepBrokenOffException(StepLog.Of(result.Log), cancellationToken);
        }

        if ((result.Failure ?? BatchFailure(step, result, context)) is { } failure)
        {
            throw new StepFailedException(failure, StepLog.Of(result.Log));
        }

        if (result.Answer.Length > LongestOutput)
        {
            return new StepAnswer(null, StepLog.Of([.. result.Log, TooLong(result.Answer.Length)]));
        }

        var answer = Encoding.UTF8.GetString(result.Answer.Span);
        return ScopeValue.CanBe(answer)
            ? new StepAnswer(answer, StepLog.Of(result.Log))
            : new StepAnswer(null, StepLog.Of([.. result.Log, "… the answer is not kept: it is nested too deep, or has half of a character"]));
    }

    private byte[] PayloadOf(StepDefinition.Function step, StepContext context) => (step, context.Event) switch
    {
        ({ Input: { } input }, _) => input.Render(context.Scope),
        (_, { Type: Event.HttpRequest } request) => HttpEvent.Of(RequestFacts.Of(request)),
        (_, { Object: not null } landed) => new ObjectEvents(context.Pipeline, AwsRegion.Name, time).Of(step.Envelope, [landed], context.Attempt),
        (_, { Type: Event.ScheduleFired } fired) => ScheduledEvent.Of(fired.Id.ToString(), context.Pipeline, fired.Time, AwsRegion.Name),
        (_, var other) => BusEvent.Of(other, AwsRegion.Name),
    };

    /// <summary>The function's own word that it could not do the message of the queue that it got.</summary>
    private static Failure? BatchFailure(StepDefinition.Function step, FunctionResult result, StepContext context)
    {
        var isBatch = step.Envelope != Envelope.S3 && step.Input is null && context.Event.Object is not null;
        return isBatch && BatchResponse.FailuresOf(result.Answer, [context.Event.Id.ToString()]).Count > 0
            ? new Failure(
                "WEIR6522",
                $"The function '{step.Called}' answered that its message failed (batchItemFailures).",
                "Its log may say why: see 'weir logs' with the run's id.")
            : null;
    }

    private static string TooLong(int bytes) => string.Create(
        CultureInfo.InvariantCulture, $"… the answer has {bytes} bytes and is not kept: an output has {LongestOutput >> 10} KB at the most");
}
