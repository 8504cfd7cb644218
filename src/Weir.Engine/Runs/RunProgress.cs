using Weir.Deliveries;
using Weir.Engine.Steps;
using Weir.Engine.Telemetry;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>How far a run has come: what earlier attempts left, and what this one adds. Safe for the steps that go on side by side.</summary>
internal sealed class RunProgress
{
    private readonly Lock _gate = new();
    private readonly RunId _run;
    private readonly string _revision;
    private readonly Delivery _delivery;
    private readonly IRunLog _log;
    private readonly RunClock _clock;
    private readonly LiveRun _live;
    private readonly List<StepRecord> _unsaved = [];
    private readonly Dictionary<string, StepRecord> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _retries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ends = new(StringComparer.Ordinal);
    private readonly HashSet<string> _standing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _closing;
    private DateTimeOffset? _lostAfter;
    private int _count;
    private bool _isMarked;

    private RunProgress(
        Run begun, PipelineDefinition pipeline, Delivery delivery, IRunLog log, RunClock clock, LiveRun live, Run? before, IReadOnlyList<StepRecord> earlier)
    {
        (_run, _revision, _delivery, _log, _clock, _live) = (begun.Id, begun.ProjectRevision, delivery, log, clock, live);
        var closing = _closing = pipeline.Always.Select(step => step.Name).ToHashSet(StringComparer.Ordinal);
        var lastOfBody = earlier.LastOrDefault(step => !closing.Contains(StepPath.RootOf(step.Step)));
        var isTakenUp = before?.State is RunState.Failed or RunState.Cancelled;
        foreach (var step in earlier)
        {
            CountEnd(step);

            // What was done at the end is done again where the run goes on after it.
            if (!closing.Contains(StepPath.RootOf(step.Step)) || (!isTakenUp && step.Number > lastOfBody?.Number))
            {
                Remember(step);
            }
        }

        // An attempt that does not go on after a wait begins what failed before it again.
        if (before?.State != RunState.Waiting)
        {
            _standing.Clear();
        }

        _count = earlier.Count == 0 ? 0 : earlier[^1].Number;
        StartedAt = isTakenUp ? clock.Now : before?.StartedAt ?? (earlier.Count > 0 ? earlier[0].StartedAt : clock.Now);
        BodyFailure = !isTakenUp && lastOfBody?.Number < _count ? FailureOf(earlier.Where(step => !closing.Contains(StepPath.RootOf(step.Step)))) : null;

        // Nothing was said of the step that followed: it may have been under way when the process died.
        _lostAfter = delivery.MayBeLost && earlier is [.., { State: StepState.Succeeded or StepState.Crashed or StepState.Skipped or StepState.Ignored } last]
            ? last.FinishedAt
            : null;
    }

    /// <summary>When the first attempt started, as far as is known; of a run that was given up and is taken up again, when that was.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>What failed for good before the steps at the end began, which were under way; none when that is not so.</summary>
    public StepRecord? BodyFailure { get; }

    /// <summary>What this attempt added and is not durable yet.</summary>
    public IReadOnlyList<StepRecord> Unsaved
    {
        get
        {
            lock (_gate)
            {
                return [.. _unsaved];
            }
        }
    }

    /// <summary>The runs that steps wait for, but for those at the end.</summary>
    public IReadOnlyList<RunId> Awaited
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _last.Values.Where(step => step is { State: StepState.Waiting, Output: not null } && !_closing.Contains(StepPath.RootOf(step.Step)))
                        .Select(step => RunStep.AwaitedIn(step.Output!))
                        .OfType<RunId>(),
                ];
            }
        }
    }

    /// <summary>Reads what earlier attempts left. A delivery that nobody began has left nothing.</summary>
    public static async Task<RunProgress> ReadAsync(
        Run begun, PipelineDefinition pipeline, Delivery delivery, IRunLog log, RunClock clock, LiveRun live, CancellationToken cancellationToken) =>
        delivery.MayHaveBegun
            ? new RunProgress(
                begun, pipeline, delivery, log, clock, live, await log.FindAsync(begun.Id, cancellationToken), await log.StepsAsync(begun.Id, cancellationToken))
            : new RunProgress(begun, pipeline, delivery, log, clock, live, null, []);

    /// <summary>How the last go at a step ended; none when there was none.</summary>
    public StepRecord? LastOf(string step)
    {
        lock (_gate)
        {
            return _last.GetValueOrDefault(step);
        }
    }

    /// <summary>How often a step has failed since it was last given up, and is to be tried again.</summary>
    public int RetriesOf(string step)
    {
        lock (_gate)
        {
            return _retries.GetValueOrDefault(step);
        }
    }

    /// <summary>How many goes at a step have ended, however, in all attempts. One that the process did not outlive does not count.</summary>
    public int EndsOf(string step)
    {
        lock (_gate)
        {
            return _ends.GetValueOrDefault(step);
        }
    }

    /// <summary>Makes what was added durable where that can be done, for the attempt is broken off.</summary>
    public async Task SaveAsync()
    {
        try
        {
            if (Unsaved is { Count: > 0 } unsaved)
            {
                await _log.NoteAsync(unsaved, CancellationToken.None);
            }
        }
        catch (UnavailableException)
        {
            // Then it is done again, as after a crash.
        }
    }

    /// <summary>Why one of several failed for good in this attempt, while others may wait; none when it did not.</summary>
    public Failure? StandingFailureOf(string step)
    {
        lock (_gate)
        {
            return _standing.Contains(step) ? _last[step].Failure : null;
        }
    }

    /// <summary>Makes what was added durable before a step starts.</summary>
    /// <exception cref="UnavailableException">The store cannot take it for now; it stays unsaved.</exception>
    public async Task SaveBeforeAsync(string step, CancellationToken cancellationToken)
    {
        StepRecord[] saved;
        lock (_gate)
        {
            AddLostUnderGate(step);
            if (_unsaved.Count == 0)
            {
                return;
            }

            saved = [.. _unsaved];
        }

        await _log.NoteAsync(saved, cancellationToken);
        lock (_gate)
        {
            _unsaved.RemoveAll(saved.Contains);
        }
    }

    /// <summary>Adds that a step is given up whose goes were lost.</summary>
    public void GiveUp(string step, Failure failure)
    {
        lock (_gate)
        {
            AddLostUnderGate(step);
            AddUnderGate(step, StepState.Failed, _clock.Now, StepAnswer.None, failure, null);
        }
    }

    /// <summary>Adds how a go at a step ended.</summary>
    public StepRecord Add(string step, StepState state, DateTimeOffset startedAt, StepAnswer answer, Failure? failure = null, DateTimeOffset? wakeAt = null)
    {
        lock (_gate)
        {
            return AddUnderGate(step, state, startedAt, answer, failure, wakeAt);
        }
    }

    private void AddLostUnderGate(string step)
    {
        if (_lostAfter is { } lost)
        {
            AddUnderGate(step, StepState.Crashed, lost, StepAnswer.None, null, null);
            _lostAfter = null;
        }
    }

    private StepRecord AddUnderGate(string step, StepState state, DateTimeOffset startedAt, StepAnswer answer, Failure? failure, DateTimeOffset? wakeAt)
    {
        var now = _clock.Now;
        var record = new StepRecord
        {
            RunId = _run,
            Number = ++_count,
            Step = step,
            Attempt = _delivery.Attempt,
            State = state,
            StartedAt = startedAt,
            FinishedAt = now,
            Failure = failure,
            Output = answer.Output,
            Log = answer.Log,
            LogUntil = answer.Log is null ? null : now + answer.KeepsLogFor,
            WakeAt = wakeAt,
            Revision = _isMarked ? null : _revision,
        };
        _isMarked = true;
        _unsaved.Add(record);
        CountEnd(record);
        Remember(record);
        _live.End(record);
        Meters.StepEnded(_delivery.Subscriber.Name, StepPath.RootOf, record);
        return record;
    }

    /// <summary>What ended the steps before those at the end: steps that go on beside one that fails may end after it.</summary>
    private static StepRecord? FailureOf(IEnumerable<StepRecord> body)
    {
        var last = body.Where(step => step.State != StepState.Crashed).GroupBy(step => step.Step).ToDictionary(of => of.Key, of => of.Last());
        return last.Values.Any(step => step.State == StepState.Cancelled)
            ? null
            : last.Values.OrderBy(step => step.Number).LastOrDefault(step => step is { State: StepState.Failed, WakeAt: null, Failure: not null }
                && last.GetValueOrDefault(StepPath.RootOf(step.Step)) is null or { State: StepState.Failed });
    }

    private void CountEnd(StepRecord step)
    {
        if (step.State is not (StepState.Waiting or StepState.Crashed))
        {
            _ends[step.Step] = _ends.GetValueOrDefault(step.Step) + 1;
        }
    }

    private void Remember(StepRecord step)
    {
        if (step.State == StepState.Crashed)
        {
            return;
        }

        _last[step.Step] = step;
        NoteStanding(step);
        if (step.State != StepState.Waiting)
        {
            _retries[step.Step] = step is { State: StepState.Failed, WakeAt: not null } ? _retries.GetValueOrDefault(step.Step) + 1 : 0;
        }
    }

    private void NoteStanding(StepRecord step)
    {
        if (step is not { State: StepState.Failed, WakeAt: null } || step.Attempt != _delivery.Attempt)
        {
            _standing.Remove(step.Step);
            return;
        }

        // With the whole, its parts have come to their end.
        _standing.RemoveWhere(part => StepPath.IsPartOf(part, step.Step));
        var root = StepPath.RootOf(step.Step);
        if (root != step.Step || _closing.Contains(root))
        {
            _standing.Add(step.Step);
        }
    }
}
