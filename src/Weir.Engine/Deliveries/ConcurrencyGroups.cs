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
    /// <summary>Stands between the names of groups where a run notes several. No name has it.</summary>
    private const char Between = '\n';

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ConcurrencyGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<RunId, IReadOnlyList<string>> _placesOf = [];
    private readonly QueuedRuns _queued = new();
    private long _stuck;
    private long _changes;
    private Task? _restored;
    private int _waiting;

    /// <summary>What a run notes of the groups that it has places in, so that the next process knows.</summary>
    public static string? Noted(IEnumerable<string> groups) => string.Join(Between, groups) is { Length: > 0 } noted ? noted : null;

    /// <summary>What the name of a group becomes.</summary>
    public static string Named(string group) => group.Replace(Between, ' ');

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
    /// <param name="run">The run.</param>
    /// <param name="places">The groups that it wants a place in, and how many may go on there and what becomes of one more; it enters them in order.</param>
    /// <param name="awaitedBy">The runs that wait for it, the nearest first; none when none does.</param>
    /// <param name="cancellationToken">Gives the wish up.</param>
    /// <exception cref="RefusedException">
    /// WEIR5039: a group is full, and the run is not to wait. WEIR7121: it would wait for ever, for those that have the places wait for
    /// runs that wait for a place.
    /// </exception>
    public async Task EnterAsync(
        RunId run, IReadOnlyList<(string Group, ConcurrencyDefinition Definition)> places, IReadOnlyList<RunId> awaitedBy, CancellationToken cancellationToken)
    {
        await RestoredAsync().WaitAsync(cancellationToken);
        LeaveOthers(run, [.. places.Select(place => place.Group)]);
        try
        {
            foreach (var (group, definition) in places)
            {
                var (turn, cancelled) = Enter(group, run, awaitedBy, definition);
                if (cancelled.Count > 0)
                {
                    await signals.SendAsync(
                        [.. cancelled.Select(older => new RunSignal { RunId = older, Kind = RunSignalKind.Cancel, Time = time.GetUtcNow() })], cancellationToken);
                }

                await turn.WaitAsync(cancellationToken);
            }
        }
        catch
        {
            Leave(run);
            throw;
        }
    }

    /// <summary>A run that has places waits for a word, and keeps the places. It says so before it does, and goes on as it enters.</summary>
    public void Rest(RunId run)
    {
        lock (_gate)
        {
            foreach (var place in PlacesOf(run))
            {
                place.Rest(run);
                Count(place);
            }
        }
    }

    /// <summary>Gives the places of a run free, or the wish for one up.</summary>
    public void Leave(RunId run) => LeaveOthers(run, []);

    /// <summary>Gives the place free that a run has since an earlier process, if it has one: it is over, and does not enter again.</summary>
    public async Task ForgetAsync(RunId run, CancellationToken cancellationToken)
    {
        if (pipelines.Count > 0)
        {
            await RestoredAsync().WaitAsync(cancellationToken);
            Leave(run);
        }
    }

    private (Task Turn, IReadOnlyList<RunId> Cancelled) Enter(string group, RunId run, IReadOnlyList<RunId> awaitedBy, ConcurrencyDefinition definition)
    {
        lock (_gate)
        {
            var place = PlaceOf(group);
            if (definition.Behavior == ConcurrencyBehavior.Fail && place.IsFullFor(run, definition.Limit))
            {
                throw new RefusedException(new Failure(
                    "WEIR5039",
                    $"{(definition.Limit == 1 ? "A run" : $"{definition.Limit} runs")} of the group '{group}' {(definition.Limit == 1 ? "goes" : "go")} on already, and one more is to fail.",
                    "Start it later with 'weir dead-letters --redrive', or let it wait with behavior: queue."));
            }

            var cancelled = definition.Behavior == ConcurrencyBehavior.Cancel ? place.Before(run, definition.Limit) : [];
            if (place.WouldQueue(run, definition.Limit))
            {
                if (_queued.WouldStandStill(place, awaitedBy))
                {
                    throw new RefusedException(new Failure(
                        "WEIR7121",
                        $"It would wait for ever for a place in the group '{group}': those who have one wait for runs that wait for one, such as {awaitedBy[0]} for this.",
                        "Give the two pipelines different groups in 'concurrency', or have the one start the other with 'wait: false'."));
                }

                _queued.Add(run, place, awaitedBy);
            }

            if (_placesOf.TryGetValue(run, out var held) && !held.Contains(group))
            {
                _placesOf[run] = [.. held, group];
            }
            else if (held is null)
            {
                _placesOf[run] = [group];
            }

            var turn = place.Enter(run, definition.Limit);
            Count(place);
            return (turn, cancelled);
        }
    }

    private ConcurrencyGroup PlaceOf(string group) => _groups.TryGetValue(group, out var known) ? known : _groups[group] = new ConcurrencyGroup();

    private IEnumerable<ConcurrencyGroup> PlacesOf(RunId run) => (_placesOf.GetValueOrDefault(run) ?? []).Select(group => _groups[group]);

    private void Count(ConcurrencyGroup place)
    {
        _changes++;
        _stuck += place.TakeNewlyStuck();
        _waiting += place.TakeNewlyWaiting();
    }

    /// <summary>Leaves all groups but some. The project may have been changed while a run waited, so that it belongs to another group now.</summary>
    private void LeaveOthers(RunId run, IReadOnlyList<string> kept)
    {
        lock (_gate)
        {
            if (!_placesOf.TryGetValue(run, out var held))
            {
                return;
            }

            foreach (var group in held.Except(kept))
            {
                var place = _groups[group];
                _queued.Remove(run, place);
                foreach (var entered in place.Leave(run))
                {
                    _queued.Remove(entered, place);
                }

                Count(place);
                if (place.IsEmpty)
                {
                    _groups.Remove(group);
                }
            }

            var left = held.Intersect(kept).ToList();
            if (left.Count == 0)
            {
                _placesOf.Remove(run);
            }
            else
            {
                _placesOf[run] = left;
            }
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
                var groups = run.Group!.Split(Between);
                _placesOf[run.Id] = groups;
                foreach (var place in groups.Select(PlaceOf))
                {
                    _ = place.Enter(run.Id, int.MaxValue);
                    if (run.WakeAt is null)
                    {
                        place.Rest(run.Id);
                    }

                    Count(place);
                }
            }
        }
    }
}
