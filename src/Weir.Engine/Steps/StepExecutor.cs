using System.Diagnostics;

using Weir.Engine.Commands;
using Weir.Engine.Functions;
using Weir.Engine.Secrets;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Steps;

/// <summary>Does one step of a run, whole or not at all.</summary>
/// <remarks>
/// A step may be done again, after a crash or a failure further on: it then lands the same objects with the same contents
/// once more, which tables know by their ETags.
/// </remarks>
internal sealed class StepExecutor
{
    private readonly CopyStep _copy;
    private readonly MoveStep _move;
    private readonly DeleteStep _delete;
    private readonly UnzipStep _unzip;
    private readonly DatasetStep _dataset;
    private readonly ExportStep _export;
    private readonly PublishStep _publish;
    private readonly NotifyStep _notify;
    private readonly FunctionStep _function;
    private readonly WaitStep _wait;
    private readonly RunStep _run;
    private readonly ScheduleStep _schedule;
    private readonly ShellStep _shell;
    private readonly SqlStep _sql;
    private readonly HttpStep _http;
    private readonly ICommands _commands;

    private readonly Masks _masks;

    /// <param name="ports">What steps stand on.</param>
    /// <param name="functions">The project's functions.</param>
    /// <param name="time">The clock.</param>
    /// <param name="masks">Knows the secrets that must not come out of a step; none by default.</param>
    public StepExecutor(StepPorts ports, IFunctions functions, TimeProvider time, Masks? masks = null)
    {
        _masks = masks ?? new Masks();
        _copy = new CopyStep(ports);
        _move = new MoveStep(ports, _copy);
        _delete = new DeleteStep(ports);
        _unzip = new UnzipStep(ports);
        _dataset = new DatasetStep(ports);
        _export = new ExportStep(ports);
        _publish = new PublishStep(ports.Outbox, time, _masks);
        _notify = new NotifyStep(ports, time);
        _function = new FunctionStep(ports, functions, time);
        var requests = new RequestedRuns(ports, time);
        _run = new RunStep(requests);
        _schedule = new ScheduleStep(requests, time);
        _shell = new ShellStep(ports);
        _sql = new SqlStep(ports);
        _wait = new WaitStep(ports, _sql, time);
        _http = new HttpStep(ports, time);
        _commands = ports.Commands;
    }

    /// <summary>Removes what the steps of a run kept for one another: it has ended for good.</summary>
    public void Forget(RunId run) => _commands.Forget(run);

    /// <summary>Does the step. Once the task completes, what the step landed is durable and its events wait in the outbox.</summary>
    /// <returns>What the step leaves with its run.</returns>
    /// <exception cref="RefusedException">The step fails again however often it is tried, such as on a hostile archive.</exception>
    /// <exception cref="UnavailableException">The step may succeed later, such as when a full disk has room again.</exception>
    /// <exception cref="StepFailedException">Code of the user's own failed, and may do better when it is tried again.</exception>
    public async Task<StepAnswer> ExecuteAsync(StepDefinition step, StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await DoAsync(step, context, cancellationToken);
            return _masks.IsEmpty ? answer : answer with
            {
                Output = _masks.Hide(answer.Output, default),
                Log = _masks.Hide(answer.Log),
                Wait = answer.Wait is { } wait ? wait with { Note = _masks.Hide(wait.Note, default)! } : null,
            };
        }
        catch (Exception error) when (!_masks.IsEmpty && MaskedErrors.Of(error, _masks) is { } masked)
        {
            throw masked;
        }
    }

    private async Task<StepAnswer> DoAsync(StepDefinition step, StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            return step switch
            {
                StepDefinition.Function function => await _function.ExecuteAsync(function, context, cancellationToken),
                StepDefinition.Shell shell => await _shell.ExecuteAsync(shell, context, cancellationToken),
                StepDefinition.Sql sql => await _sql.ExecuteAsync(sql, context, cancellationToken),
                StepDefinition.Http http => await _http.ExecuteAsync(http, context, cancellationToken),
                StepDefinition.Wait wait => await _wait.ExecuteAsync(wait, context, cancellationToken),
                StepDefinition.Approve approve => ApproveStep.Execute(approve, context),
                StepDefinition.Run run => await _run.ExecuteAsync(run, context, cancellationToken),
                StepDefinition.Schedule schedule => await _schedule.ExecuteAsync(schedule, context, cancellationToken),
                _ => await DoneAsync(step switch
                {
                    StepDefinition.Copy copy => _copy.ExecuteAsync(copy, context, cancellationToken),
                    StepDefinition.Move move => _move.ExecuteAsync(move, context, cancellationToken),
                    StepDefinition.Delete delete => _delete.ExecuteAsync(delete, context, cancellationToken),
                    StepDefinition.Unzip unzip => _unzip.ExecuteAsync(unzip, context, cancellationToken),
                    StepDefinition.Dataset dataset => _dataset.ExecuteAsync(dataset, context, cancellationToken),
                    StepDefinition.Export export => _export.ExecuteAsync(export, context, cancellationToken),
                    StepDefinition.Publish publish => _publish.ExecuteAsync(publish, context, cancellationToken),
                    StepDefinition.Notify notify => _notify.ExecuteAsync(notify, context, cancellationToken),
                    _ => throw new UnreachableException(step.Kind),
                }),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(
                new Failure(
                    "WEIR5005",
                    $"The step '{step.Name}' could not read or write an object: {error.Message}",
                    "Check the disk and the rights of the buckets' folder; the step is tried again."),
                error);
        }
    }

    private static async Task<StepAnswer> DoneAsync(Task step)
    {
        await step;
        return StepAnswer.None;
    }
}
