using Weir.Engine.Runs;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Engine.Deliveries;

/// <summary>Lets so many runs of a group go on at a time, whichever pipelines they are of. A run that waits keeps its place.</summary>
/// <param name="pipelines">Those of the project that have groups, by name. A run of any other keeps nobody out.</param>
/// <param name="log">Knows the runs that wait.</param>
/// <param name="signals">Ends runs that are to make room.</param>
/// <param name="time">The clock.</param>
internal sealed class ConcurrencyGroups(IReadOnlySet<string> pipelines, IRunLog log, IRunSignals signals, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<RunId, string> _groupBefore = [];
    private long _stuck;
    private long _changes;
    private Task? _restored;
    private int _waiting;

    /// <summary>How many runs wait for a place, and how often anything changed here.</summary>
    public (int Waiting, long Changes) Queue
    {
        get
        {
            lock (_gate)
            {
                return (_waiting, _changes);
            }
        }
    }

    /// <summary>
    /// How many runs stand behind others that all wait for a word, so that nothing goes on until somebody says it; and how often anything
    /// changed here.
    /// </summary>
    public (long Runs, long Changes) Stuck
    {
        get
        {
            lock (_gate)
            {
                return (_stuck, _changes);
            }
        }
    }

    /// <summary>Waits until a run may go on. One that had a place has it still.</summary>
    /// <param name="group">The group.</param>
    /// <param name="run">The run.</param>
    /// <param name="awaitedBy">The run that waits for it; none when none does.</param>
    /// <param name="definition">How many may go on, and what becomes of one more.</param>
    /// <param name="cancellationToken">Gives the wish up.</param>
    /// <exception cref="RefusedException">
    /// WEIR5039: the group is full, and the run is not to wait. WEIR7121: it would wait for ever, for those that have the places wait for
    /// runs that wait for a place.
    /// </exception>
    public async Task EnterAsync(string group, RunId run, RunId? awaitedBy, ConcurrencyDefinition definition, CancellationToken cancellationToken)
    {
        await RestoredAsync().WaitAsync(cancellationToken);
        LeaveBefore(run, group);
        Task turn;
        IReadOnlyList<RunId> cancelled;
        lock (_gate)
        {
            var place = _groups.TryGetValue(group, out var known) ? known : _groups[group] = new Group();
            if (definition.Behavior == ConcurrencyBehavior.Fail && place.IsFullFor(run, definition.Limit))
            {
                throw new RefusedException(new Failure(
                    "WEIR5039",
                    $"{definition.Limit} runs of the group '{group}' go on already, and one more is to fail.",
                    "Start it later with 'weir dead-letters --redrive', or let it wait with behavior: queue."));
            }

            cancelled = definition.Behavior == ConcurrencyBehavior.Cancel ? place.Before(run, definition.Limit) : [];
            if (awaitedBy is { } parent && place.WouldStandStill(run, parent, definition.Limit))
            {
                throw new RefusedException(new Failure(
                    "WEIR7121",
                    $"It would wait for ever for a place in the group '{group}': those who have one wait for runs that wait for one, such as {parent} for this.",
                    "Give the two pipelines different groups in 'concurrency', or have the one start the other with 'wait: false'."));
            }

            turn = place.Enter(run, awaitedBy, definition.Limit);
            Count(place);
        }

        if (cancelled.Count > 0)
        {
            await signals.SendAsync(
                [.. cancelled.Select(older => new RunSignal { RunId = older, Kind = RunSignalKind.Cancel, Time = time.GetUtcNow() })], cancellationToken);
        }

        try
        {
            await turn.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(group, run);
            throw;
        }
    }

    /// <summary>A run that has a place waits for a word, and keeps the place. It says so before it does, and goes on as it enters.</summary>
    public void Rest(string group, RunId run)
    {
        lock (_gate)
        {
            if (_groups.TryGetValue(group, out var place))
            {
                place.Rest(run);
                Count(place);
            }
        }
    }

    /// <summary>Gives a place free, or the wish for one up.</summary>
    public void Leave(string group, RunId run)
    {
        lock (_gate)
        {
            if (_groups.TryGetValue(group, out var place))
            {
                if (place.Leave(run))
                {
                    _groups.Remove(group);
                }

                Count(place);
            }
        }
    }

    /// <summary>Gives the place free that a run has since an earlier process, if it has one: it is over, and does not enter again.</summary>
    public async Task ForgetAsync(RunId run, CancellationToken cancellationToken)
    {
        if (pipelines.Count > 0)
        {
            await RestoredAsync().WaitAsync(cancellationToken);
            LeaveBefore(run, group: null);
        }
    }

    private void Count(Group place)
    {
        _changes++;
        _stuck += place.TakeNewlyStuck();
        _waiting += place.TakeNewlyWaiting();
    }

    /// <summary>The project may have been changed while a run waited, so that it belongs to another group now.</summary>
    private void LeaveBefore(RunId run, string? group)
    {
        string? before;
        lock (_gate)
        {
            _groupBefore.Remove(run, out before);
        }

        if (before is not null && before != group)
        {
            Leave(before, run);
        }
    }

    private Task RestoredAsync()
    {
        lock (_gate)
        {
            return _restored is null or { IsFaulted: true } ? _restored = RestoreAsync() : _restored;
        }
    }

    /// <summary>Runs that waited when the process before this one ended have their places.</summary>
    private async Task RestoreAsync()
    {
        var waiting = await log.ListWaitingAsync(CancellationToken.None);
        lock (_gate)
        {
            foreach (var run in waiting.Where(run => run.Group is not null && pipelines.Contains(run.Pipeline)))
            {
                _groupBefore[run.Id] = run.Group!;
                var place = _groups.TryGetValue(run.Group!, out var known) ? known : _groups[run.Group!] = new Group();
                _ = place.Enter(run.Id, awaitedBy: null, int.MaxValue);
                if (run.WakeAt is null)
                {
                    place.Rest(run.Id);
                }

                Count(place);
            }
        }
    }

    /// <summary>One group. The gate of all guards it.</summary>
    private sealed class Group
    {
        private readonly List<RunId> _inside = [];
        private readonly HashSet<RunId> _resting = [];
        private readonly LinkedList<(RunId Run, RunId? AwaitedBy, int Limit, TaskCompletionSource Turn)> _queue = new();
        private int _stuck;
        private int _waiting;

        public bool IsFullFor(RunId run, int limit) => !_inside.Contains(run) && _inside.Count + _queue.Count >= limit;

        /// <summary>The oldest runs, as many as must go to make room for one.</summary>
        public IReadOnlyList<RunId> Before(RunId run, int limit)
        {
            var older = _inside.Concat(_queue.Select(waiting => waiting.Run)).Where(other => other != run).ToList();
            return older.Count < limit || _inside.Contains(run) ? [] : older[..(older.Count - limit + 1)];
        }

        /// <summary>Whether nobody here would ever go on, were a run to wait that another waits for: each that is inside waits for one outside.</summary>
        public bool WouldStandStill(RunId run, RunId awaitedBy, int limit) =>
            _inside.Count >= limit
            && _inside.Contains(awaitedBy)
            && !_inside.Contains(run)
            && _inside.TrueForAll(inside => inside == awaitedBy || _queue.Any(waiting => waiting.AwaitedBy == inside));

        public Task Enter(RunId run, RunId? awaitedBy, int limit)
        {
            _resting.Remove(run);
            if (_inside.Contains(run))
            {
                return Task.CompletedTask;
            }

            if (_inside.Count < limit && _queue.Count == 0)
            {
                _inside.Add(run);
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _queue.AddLast((run, awaitedBy, limit, turn));
            return turn.Task;
        }

        public void Rest(RunId run) => _resting.Add(run);

        /// <summary>By how many more runs wait here for a place than when it was asked before.</summary>
        public int TakeNewlyWaiting()
        {
            var before = _waiting;
            _waiting = _queue.Count;
            return _waiting - before;
        }

        /// <summary>By how many more runs are stuck here than when it was asked before.</summary>
        public int TakeNewlyStuck()
        {
            var before = _stuck;
            _stuck = _resting.Count == _inside.Count ? _queue.Count : 0;
            return _stuck - before;
        }

        /// <returns>Whether nobody is left.</returns>
        public bool Leave(RunId run)
        {
            _resting.Remove(run);
            if (!_inside.Remove(run))
            {
                for (var node = _queue.First; node is not null; node = node.Next)
                {
                    if (node.Value.Run == run)
                    {
                        _queue.Remove(node);
                        break;
                    }
                }
            }

            while (_queue.First is { } next && _inside.Count < next.Value.Limit)
            {
                _queue.RemoveFirst();
                _inside.Add(next.Value.Run);
                next.Value.Turn.TrySetResult();
            }

            return _inside.Count == 0 && _queue.Count == 0;
        }
    }
}
