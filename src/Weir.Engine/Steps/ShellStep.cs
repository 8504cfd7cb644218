using System.Globalization;

using Weir.Engine.Commands;
using Weir.Engine.Telemetry;
using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Runs a command in the scratch folder of the run.</summary>
/// <remarks>Files that it leaves land all at once, after it has ended well; of a command that fails nothing lands.</remarks>
internal sealed class ShellStep(StepPorts ports)
{
    /// <summary>As many lines of the end of a log as a failure repeats.</summary>
    private const int LinesTold = 10;

    /// <summary>As many characters of each of them.</summary>
    private const int LongestLine = 300;

    public async Task<StepAnswer> ExecuteAsync(StepDefinition.Shell step, StepContext context, CancellationToken cancellationToken)
    {
        await using var files = await StepFiles.OpenAsync(step.From, step.To, ports, context, cancellationToken);
        var result = await RunAsync(CallOf(step, context) with { Files = files.Files }, cancellationToken);
        var log = StepLog.Of(result.Log);
        if (result.IsBrokenOff)
        {
            throw new StepBrokenOffException(log, cancellationToken);
        }

        if (result.ExitCode != 0)
        {
            throw new StepFailedException(Failed(step, result), log);
        }

        if (result.UnreadableFiles is { } why)
        {
            throw new StepFailedException(
                new Failure(
                    "WEIR6604",
                    $"The command of the step '{step.Name}' left files that cannot be taken: {why}",
                    "Have it leave files that may be read, and nothing that still changes."),
                log);
        }

        var output = OutputOf(step, result, log);
        await files.LandAsync(cancellationToken);
        return new StepAnswer(output, log);
    }

    private async Task<CommandResult> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await ports.Commands.RunAsync(call, cancellationToken);
        }
        catch (RefusedException refused) when (refused.Failure.Code is "WEIR6502" or "WEIR6605")
        {
            // It may be installed, or made, later.
            throw new StepFailedException(refused.Failure, null);
        }
    }

    private CommandCall CallOf(StepDefinition.Shell step, StepContext context)
    {
        var variables = StepVariables.Of(step.Env, step.Name, context);
        variables["WEIR_RUN_ID"] = context.RunId.ToString();
        variables["WEIR_PIPELINE"] = context.Pipeline;
        variables["WEIR_STEP"] = step.Name;
        variables["WEIR_ATTEMPT"] = context.Attempt.ToString(CultureInfo.InvariantCulture);
        if (Traces.After(context.Event) is { } trace)
        {
            variables.TryAdd("TRACEPARENT", trace);
        }

        variables["WEIR_IDEMPOTENCY_KEY"] = context.RunId.IdempotencyKeyOf(step.Name);
        return new CommandCall(context.RunId, step.Command.Render(context.Scope))
        {
            Who = $"The step '{step.Name}'",
            Interpreter = step.Interpreter,
            Folder = step.WorkingDirectory?.Render(context.Scope),
            Scripts = ports.Scripts,
            Variables = variables,
            Live = context.Live,
        };
    }

    private static string? OutputOf(StepDefinition.Shell step, CommandResult result, string? log)
    {
        string? mistake = $"they have more than {CommandResult.MostOutput >> 10} KB";
        var output = result.Output is { } written ? CommandOutputs.Read(written.Span, out mistake) : null;
        return mistake is null ? output : throw new StepFailedException(
            new Failure(
                "WEIR6603",
                $"The outputs of the step '{step.Name}' cannot be read: {mistake}.",
                "Append lines name=value to the file $WEIR_OUTPUT; a value of several lines as name<<END, the lines, and END."),
            log);
    }

    private static Failure Failed(StepDefinition.Shell step, CommandResult result)
    {
        var last = result.Log.TakeLast(LinesTold).Select(line => "\n  " + (line.Length > LongestLine ? line[..LongestLine] + "…" : line));
        return new Failure(
            "WEIR6602",
            $"The command of the step '{step.Name}' {ExitCodes.Told(result.ExitCode)}.{string.Concat(last)}",
            "See all that it wrote with 'weir logs' and the run's id.");
    }
}
