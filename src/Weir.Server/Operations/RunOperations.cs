using Weir.Deliveries;
using Weir.Engine.Runs;
using Weir.Engine.Secrets;
using Weir.Engine.Triggers.Requests;
using Weir.Events;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>What people do with runs.</summary>
internal sealed class RunOperations(
    IRunLog log, IRunReads reads, IRunSignals signals, RunningRuns running, Reruns reruns, Masks masks, TimeProvider time)
{
    /// <summary>Those that started last first.</summary>
    public async Task<IReadOnlyList<ListedRun>> ListAsync(int limit, CancellationToken cancellationToken) =>
        (await reads.ListAsync(new RunFilter(), after: null, limit, cancellationToken)).Items;

    /// <summary>The same of some tenants alone.</summary>
    public async Task<IReadOnlyList<ListedRun>> ListAsync(IReadOnlyCollection<string> tenants, int limit, CancellationToken cancellationToken)
    {
        var underWay = running.All.Where(run => run.Tenant is { } tenant && tenants.Contains(tenant)).ToList();
        var ended = await log.ListAsync(tenants, limit, cancellationToken);
        return [.. underWay.Concat(ended.Where(run => underWay.All(other => other.Id != run.Id))).Take(limit).Select(ListedRun.Of)];
    }

    /// <summary>Whose a run is; nobody's when it is for no tenant, or there is no such run.</summary>
    public async Task<string?> TenantOfAsync(RunId id, CancellationToken cancellationToken) =>
        running.Find(id)?.Tenant ?? (await log.FindAsync(id, cancellationToken))?.Tenant;

    /// <summary>The event that started a run.</summary>
    /// <exception cref="RefusedException">WEIR7015: there is no such run.</exception>
    public async Task<EventId> StartedByAsync(RunId id, CancellationToken cancellationToken) => (await FindAsync(id, cancellationToken)).EventId;

    /// <exception cref="RefusedException">WEIR7015: there is no such run.</exception>
    public async Task<ShownRun> ShowAsync(RunId id, CancellationToken cancellationToken)
    {
        var run = await FindAsync(id, cancellationToken);
        return new ShownRun(ListedRun.Of(run), [.. (await log.StepsAsync(id, cancellationToken)).Select(ListedStep.Of)]);
    }

    /// <summary>Shows a run as it goes on.</summary>
    /// <exception cref="RefusedException">WEIR7015: there is no such run.</exception>
    public IAsyncEnumerable<FollowedLog> FollowAsync(FollowOrder order, CancellationToken cancellationToken) =>
        new RunFollower(log, running, masks, time).FollowAsync(order, cancellationToken);

    /// <summary>The run that a subscriber made of an event.</summary>
    /// <returns>None when it is no pipeline, or made none.</returns>
    public async Task<RunId?> FindMadeAsync(EventId started, Subscriber by, CancellationToken cancellationToken)
    {
        var id = RunId.Of(started, by.Name);
        return by.Kind == SubscriberKind.Pipeline && (running.Find(id) ?? await log.FindAsync(id, cancellationToken)) is not null ? id : null;
    }

    /// <summary>The steps that wait for a person, the oldest first.</summary>
    public async Task<IReadOnlyList<ListedApproval>> ListApprovalsAsync(CancellationToken cancellationToken)
    {
        var approvals = new List<ListedApproval>();
        foreach (var run in await log.ListWaitingAsync(cancellationToken))
        {
            approvals.AddRange(await ApprovalsOfAsync(run, cancellationToken));
        }

        // A run that was done again has the place that it had, and waits for less long.
        return [.. approvals.OrderBy(approval => approval.Since)];
    }

    /// <summary>Says something to a run, durably.</summary>
    /// <exception cref="RefusedException">
    /// WEIR7015: there is no such run. WEIR7030: it is over. WEIR7031: no step, or more than one, waits for the answer.
    /// </exception>
    public async Task<ListedRun> SayAsync(RunWord word, CancellationToken cancellationToken)
    {
        var run = await FindAsync(word.Run, cancellationToken);
        if (run.State is RunState.Succeeded or RunState.Failed or RunState.Cancelled)
        {
            throw new RefusedException(new Failure(
                "WEIR7030", $"The run {run.Id} is over: it {(run.State == RunState.Cancelled ? "was cancelled" : run.State.ToString().ToLowerInvariant())}.", "See which go on with 'weir runs'."));
        }

        var kind = word.Word switch
        {
            "cancel" => RunSignalKind.Cancel,
            "pause" => RunSignalKind.Pause,
            "resume" => RunSignalKind.Resume,
            "approve" => RunSignalKind.Approve,
            "reject" => RunSignalKind.Reject,
            _ => throw new RefusedException(new Failure("WEIR7030", $"'{word.Word}' is nothing that can be said to a run.", "Say cancel, pause, resume, approve or reject.")),
        };
        var step = kind is RunSignalKind.Approve or RunSignalKind.Reject ? await StepOfAsync(run, word.Step, cancellationToken) : null;
        await signals.SendAsync(
            [new RunSignal { RunId = run.Id, Kind = kind, Step = step, By = word.By, Data = word.Comment, Time = time.GetUtcNow() }], cancellationToken);
        return ListedRun.Of(run);
    }

    /// <summary>Has a run done again, durably.</summary>
    /// <exception cref="RefusedException">WEIR7015: there is no such run. WEIR7032, WEIR7033, WEIR7034: it cannot be done again like that.</exception>
    public async Task<RepeatedRun> RerunAsync(RerunOrder order, CancellationToken cancellationToken)
    {
        var run = await FindAsync(order.Run, cancellationToken);
        if (order.IsFromFailed)
        {
            await reruns.FromFailedAsync(run, order.IsOriginal, cancellationToken);
            return new RepeatedRun(run.Id.ToString(), run.Pipeline, run.Id.ToString(), run.FailedStep);
        }

        var again = await reruns.FromStartAsync(run, order.IsOriginal, cancellationToken);
        return new RepeatedRun(again.ToString(), run.Pipeline, run.Id.ToString(), null);
    }

    private Task<Run> FindAsync(string id, CancellationToken cancellationToken) => RunId.TryParse(id, out var parsed)
        ? FindAsync(parsed, cancellationToken)
        : throw new RefusedException(new Failure("WEIR7015", $"'{id}' is no run's id.", "See the last ones with 'weir runs'."));

    private async Task<Run> FindAsync(RunId id, CancellationToken cancellationToken) =>
        running.Find(id) ?? await log.FindAsync(id, cancellationToken)
            ?? throw new RefusedException((await log.StepsAsync(id, after: 0, limit: 1, cancellationToken)).Count > 0 ? Missing.EndOf(id) : Missing.Run(id));

    private async Task<string> StepOfAsync(Run run, string? named, CancellationToken cancellationToken)
    {
        var waiting = (await ApprovalsOfAsync(run, cancellationToken)).Select(approval => approval.Step).ToList();
        return (named, waiting) switch
        {
            (null, [var only]) => only,
            ({ } step, _) when waiting.Contains(step) => step,
            (_, []) => throw new RefusedException(new Failure("WEIR7031", $"No step of the run {run.Id} waits for an answer.", "See which do with 'weir approvals'.")),
            _ => throw new RefusedException(new Failure(
                "WEIR7031",
                named is null ? $"Several steps of the run {run.Id} wait for an answer." : $"The step '{named}' of the run {run.Id} waits for no answer.",
                $"Name one with --step: {string.Join(", ", waiting)}.")),
        };
    }

    private async Task<IEnumerable<ListedApproval>> ApprovalsOfAsync(Run run, CancellationToken cancellationToken) =>
        (await log.StepsAsync(run.Id, cancellationToken))
            .GroupBy(step => step.Step, StringComparer.Ordinal)
            .Select(goes => ListedApproval.Of(run, goes.Last()))
            .OfType<ListedApproval>();
}
