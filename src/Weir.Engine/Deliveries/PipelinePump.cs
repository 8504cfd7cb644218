using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Engine.Runs;
using Weir.Engine.Runs.Revisions;
using Weir.Engine.Steps;
using Weir.Engine.Telemetry;
using Weir.Events;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Deliveries;

/// <summary>Takes due deliveries of one pipeline, makes a run of each, and settles it by how the run ended.</summary>
/// <remarks>
/// A turn ends when its last run has started: a slow run keeps its place among the runs at a time, and holds up no other.
/// Disposing the pump waits for the runs that are under way.
/// </remarks>
internal sealed class PipelinePump(
    PipelineDefinition pipeline,
    bool isHeard,
    IDeliveryQueue queue,
    RunMakings makings,
    Isolation isolation,
    ConcurrencyGroups groups,
    IFlowObserver observer,
    TimeProvider time) : IAsyncDisposable
{
    /// <summary>Deliveries leased in one go: many times the runs at a time, so that there is always a next one at hand.</summary>
    private const int Batch = 512;

    /// <summary>A run mostly waits for the disk, and runs that wait together share a commit.</summary>
    private const int RunsAtATime = 64;

    /// <summary>Runs that go on, or wait for a place in their group, at a time. Who waited and goes on comes on top: it may have the place.</summary>
    private const int RunsAtHand = 4_096;

    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(2);

    private readonly PatientQueue _patient = new(queue, observer, time);
    private readonly RunHands _hands = ScheduleGroup.HasGroups(pipeline) ? new(RunsAtHand, groups) : new(RunsAtATime, null);
    private readonly SemaphoreSlim _places = new(RunsAtATime);
    private readonly List<Task> _underWay = [];
    private int _atHand;

    public Subscriber Subscriber { get; } = new(SubscriberKind.Pipeline, pipeline.Name);

    /// <summary>How many deliveries are taken and not done with.</summary>
    public int UnderWay => Volatile.Read(ref _atHand);

    /// <returns>False when nothing was due.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        await ForgetEndedAsync();
        var deliveries = await queue.LeaseAsync(Subscriber, Batch, LeaseFor, cancellationToken);
        if (deliveries.Count == 0)
        {
            return false;
        }

        var keeper = new LeaseKeeper(queue, deliveries, LeaseFor, time);
        var runs = new List<Task>(deliveries.Count);
        try
        {
            foreach (var delivery in Caution.Sort(deliveries))
            {
                await _hands.TakeAsync(() => Resume(cancellationToken), cancellationToken);
                Interlocked.Increment(ref _atHand);
                runs.Add(Task.Run(() => WorkAsync(delivery, _hands, cancellationToken), CancellationToken.None));
            }
        }
        finally
        {
            _underWay.Add(EndAsync(runs, keeper));
        }

        return true;
    }

    /// <summary>Completes when there may be something due, or when runs have ended: the next turn learns how.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var due = queue.WaitAsync(Subscriber, rest.Token);
        await Task.WhenAny([due, .. _underWay]);
        await rest.CancelAsync();
        try
        {
            await due;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Runs have ended first.
        }
    }

    public async ValueTask DisposeAsync()
    {
        // What went wrong at the end is not told any more: what was not settled comes back.
        await Task.WhenAll(_underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _hands.Dispose();
        _places.Dispose();
    }

    /// <summary>Lets runs go on that waited: all that are at hand may wait for the place that one of these has.</summary>
    private void Resume(CancellationToken cancellationToken)
    {
        if (queue.LeaseResumed(Subscriber, Batch, LeaseFor) is { Count: > 0 } resumed)
        {
            Interlocked.Add(ref _atHand, resumed.Count);
            List<Task> runs = [.. resumed.Select(delivery => Task.Run(() => WorkAsync(delivery, hands: null, cancellationToken), CancellationToken.None))];
            _underWay.Add(EndAsync(runs, new LeaseKeeper(queue, resumed, LeaseFor, time)));
        }
    }

    private static async Task EndAsync(List<Task> runs, LeaseKeeper keeper)
    {
        await using (keeper)
        {
            await Task.WhenAll(runs);
        }
    }

    /// <summary>Drops the batches that have ended; an error that nobody foresaw ends the turn that learns of it.</summary>
    private async Task ForgetEndedAsync()
    {
        for (var at = _underWay.Count - 1; at >= 0; at--)
        {
            if (_underWay[at] is { IsCompleted: true } ended)
            {
                _underWay.RemoveAt(at);
                await ended;
            }
        }
    }

    private async Task WorkAsync(Delivery delivery, RunHands? hands, CancellationToken cancellationToken)
    {
        try
        {
            await using var making = await MakingOfAsync(delivery, cancellationToken);
            if (making is null)
            {
                return;
            }

            var lost = Caution.GiveUp(delivery, making.Pipeline.Retry);
            var closes = lost is not null && making.Failure is null && making.Pipeline.Always.Count > 0 && Caution.MayClose(delivery);
            if ((Chain.GiveUp(delivery) ?? (closes ? null : lost) ?? Unmakable(delivery, making)) is { } spent)
            {
                await GiveUpAsync(spent, making, cancellationToken);
                await groups.ForgetAsync(RunId.Of(delivery.Event.Id, pipeline.Name), cancellationToken);
                return;
            }

            await InGroupsAsync(delivery, making, (lost?.Outcome as DeliveryOutcome.DeadLettered)?.Failure, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await _patient.GiveBackAsync([delivery]);
        }
        finally
        {
            Interlocked.Decrement(ref _atHand);
            hands?.Release();
        }
    }

    /// <returns>None when the disk refuses what it is made with: it is tried again later.</returns>
    private async Task<RunMaking?> MakingOfAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            return await makings.OfAsync(pipeline, delivery, cancellationToken);
        }
        catch (UnavailableException unavailable)
        {
            observer.Waiting(unavailable.Failure);
            await _patient.SettleAsync(
                [new Settlement(delivery, Verdict.Of(delivery, unavailable, pipeline.Retry, Random.Shared.NextDouble()))], cancellationToken);
            return null;
        }
    }

    /// <summary>The settlement of a delivery whose run cannot be made with what it is to be made with.</summary>
    /// <returns>None when it can.</returns>
    private static Settlement? Unmakable(Delivery delivery, RunMaking making) =>
        making.Failure is { } failure ? new Settlement(delivery, new DeliveryOutcome.DeadLettered(failure)) : null;

    /// <summary>Makes the run when its groups have a place for it, and gives the places free unless the run only waits.</summary>
    /// <param name="delivery">What starts it.</param>
    /// <param name="making">What it is made with.</param>
    /// <param name="lost">Why nothing of it is tried any more but what is done at its end; none as a rule.</param>
    /// <param name="cancellationToken">The engine stops.</param>
    private async Task InGroupsAsync(Delivery delivery, RunMaking making, Failure? lost, CancellationToken cancellationToken)
    {
        var id = RunId.Of(delivery.Event.Id, pipeline.Name);
        var (isIn, keeps) = (false, false);
        try
        {
            var places = PlacesOf(delivery, making);
            if (places.Count > 0)
            {
                await groups.EnterAsync(id, places, AwaitedRun.In(delivery.Event)?.All ?? [], cancellationToken);
            }

            isIn = true;
            keeps = await SettleAsync(delivery, making, lost, ConcurrencyGroups.Noted(places.Select(place => place.Group)), cancellationToken);
        }
        catch (RefusedException refused) when (!isIn)
        {
            await GiveUpAsync(new Settlement(delivery, new DeliveryOutcome.DeadLettered(refused.Failure)), making, cancellationToken);
        }
        finally
        {
            if (isIn && !keeps)
            {
                groups.Leave(id);
            }
        }
    }

    /// <summary>The groups that the run must have a place in. Who stands in the queue of its schedule is not yet in that of its pipeline.</summary>
    private List<(string Group, ConcurrencyDefinition Definition)> PlacesOf(Delivery delivery, RunMaking making)
    {
        var places = new List<(string, ConcurrencyDefinition)>();
        if (ScheduleGroup.Of(pipeline, delivery.Event) is { } schedule)
        {
            places.Add((schedule, ScheduleGroup.One));
        }

        if (making.Pipeline.Concurrency is { } concurrency)
        {
            places.Add((GroupOf(concurrency, delivery, making), concurrency));
        }

        return places;
    }

    private string GroupOf(ConcurrencyDefinition concurrency, Delivery delivery, RunMaking making) => concurrency.Group is { } group
        ? ConcurrencyGroups.Named(group.Render(making.Runner.ScopeOf(making.Pipeline, delivery.Event, Begun(delivery, making))))
        : $"pipeline:{pipeline.Name}";

    /// <returns>Whether the run only waits.</returns>
    private async Task<bool> SettleAsync(Delivery delivery, RunMaking making, Failure? lost, string? group, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await SettleInPlaceAsync(delivery, making, lost, group, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<bool> SettleInPlaceAsync(Delivery delivery, RunMaking making, Failure? lost, string? group, CancellationToken cancellationToken)
    {
        using (await isolation.EnterAsync(Caution.IsAlone(delivery), cancellationToken))
        {
            await _patient.BeginAsync([delivery], cancellationToken);
            Settlement settlement;
            try
            {
                settlement = await RunAsync(delivery, making, lost, cancellationToken);
                if (settlement is { Outcome: DeliveryOutcome.Suspended { Until: null }, Run: { } waits } && group is not null)
                {
                    groups.Rest(waits.Id);
                }

                await _patient.SettleAsync([settlement with { Run = settlement.Run is { } run ? run with { Group = group } : null }], cancellationToken);
            }
            finally
            {
                making.Runner.Recorded(RunId.Of(delivery.Event.Id, pipeline.Name));
            }

            if (settlement is { Outcome: DeliveryOutcome.Done or DeliveryOutcome.DeadLettered, Run: { } over })
            {
                // Not before it is settled: its last step may have to be done again until then.
                making.Runner.Forget(over.Id);
            }

            return settlement.Outcome is DeliveryOutcome.Suspended;
        }
    }

    private async Task<Settlement> RunAsync(Delivery delivery, RunMaking making, Failure? lost, CancellationToken cancellationToken)
    {
        var result = await making.Runner.RunAsync(
            making.Pipeline,
            delivery,
            making.Revision,
            lost,
            error => Verdict.Of(delivery, error, making.Pipeline.Retry, jitter: 0) is DeliveryOutcome.DeadLettered,
            cancellationToken);
        var settlement = Ended(delivery, making, result);
        return result.Abandoned.Count == 0 ? settlement : settlement with
        {
            Signals = [.. settlement.Signals, .. result.Abandoned.Select(run => new RunSignal { RunId = run, Kind = RunSignalKind.Cancel, Time = time.GetUtcNow() })],
        };
    }

    private Settlement Ended(Delivery delivery, RunMaking making, RunResult result)
    {
        var (run, steps, error) = result;
        if (error is not null)
        {
            return Failed(delivery, making, result, error);
        }

        if (run.State == RunState.Waiting)
        {
            return new Settlement(delivery, new DeliveryOutcome.Suspended(run.WakeAt, result.Seen), run) { Steps = steps };
        }

        Tell(run);
        return Over(new Settlement(delivery, new DeliveryOutcome.Done(), run) { Steps = steps }, result.Trace);
    }

    private Settlement Failed(Delivery delivery, RunMaking making, RunResult result, Exception error)
    {
        var failure = RunFailure.Of(error);
        var outcome = result.IsFinal
            ? new DeliveryOutcome.DeadLettered(failure)
            : Verdict.Of(delivery, error, making.Pipeline.Retry, Random.Shared.NextDouble());
        if (outcome is DeliveryOutcome.Snoozed snoozed)
        {
            observer.Waiting(snoozed.Failure);
            return new Settlement(delivery, outcome) { Steps = result.Steps };
        }

        var givenUp = outcome is DeliveryOutcome.DeadLettered;
        var failed = result.Run with { State = givenUp ? RunState.Failed : RunState.Retrying, Failure = failure };
        Tell(failed);
        var settlement = new Settlement(delivery, outcome, failed) { Steps = result.Steps };
        return Told(givenUp ? Over(settlement, result.Trace) : settlement, failure);
    }

    /// <summary>Ends a run that is not tried again, with the record of it.</summary>
    private Task GiveUpAsync(Settlement spent, RunMaking making, CancellationToken cancellationToken)
    {
        var failure = ((DeliveryOutcome.DeadLettered)spent.Outcome).Failure;
        var run = Begun(spent.Delivery, making) with { State = RunState.Failed, Failure = failure };
        Tell(run);
        return _patient.SettleAsync([Told(Over(spent with { Run = run }, spent.Delivery.Event.Trace), failure)], cancellationToken);
    }

    /// <summary>Tells of a failure, which is the end only where no other run follows.</summary>
    private Settlement Told(Settlement failed, Failure failure)
    {
        observer.DeliveryFailed(failed.Delivery, failure, givenUp: failed.Outcome is DeliveryOutcome.DeadLettered);
        return failed;
    }

    private void Tell(Run ended)
    {
        observer.RunEnded(ended);
        Meters.RunEnded(ended);
    }

    private Run Begun(Delivery delivery, RunMaking making) => new()
    {
        Id = RunId.Of(delivery.Event.Id, pipeline.Name),
        Pipeline = pipeline.Name,
        EventId = delivery.Event.Id,
        Attempt = delivery.Attempt,
        ProjectRevision = making.Revision,
        State = RunState.Running,
        StartedAt = time.GetUtcNow(),
        FinishedAt = time.GetUtcNow(),
    };

    /// <summary>What else happens as a run ends for good: others hear of it, and one that is to succeed in the end starts again.</summary>
    private Settlement Over(Settlement settlement, string? trace)
    {
        var (run, delivery) = (settlement.Run!, settlement.Delivery);
        var again = run.State == RunState.Failed ? Repetition.After(delivery.Event, time.GetUtcNow()) : null;
        return settlement with
        {
            // It is not lost: the next run does it.
            Outcome = again is null ? settlement.Outcome : new DeliveryOutcome.Done(),
            Told = [.. isHeard ? [RunEvents.Of(run, delivery, trace)] : Array.Empty<Event>(), .. again is null ? [] : new[] { again }],
            Signals = RunEvents.AwaitedBy(run, delivery) is { } signal ? [signal] : [],
        };
    }
}
