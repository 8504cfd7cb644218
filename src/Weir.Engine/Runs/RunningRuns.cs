using System.Collections.Concurrent;

using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>The attempts that go on in this process, so that a word to one of them reaches it at once.</summary>
/// <remarks>One that has ended is seen as going on until how it ended is recorded: there is no moment at which a run is nowhere.</remarks>
internal sealed class RunningRuns
{
    private readonly ConcurrentDictionary<RunId, (Run Run, RunControl Control)> _running = new();

    private readonly ConcurrentDictionary<RunId, Run> _ended = new();

    private long _changes;

    /// <summary>How often one began or ended, so that whoever looks again can tell whether there is anything new.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>All of them, as they began, the newest first.</summary>
    public IReadOnlyList<Run> All =>
        [.. _running.Values.Select(each => each.Run).Concat(_ended.Values).DistinctBy(run => run.Id).OrderByDescending(run => run.StartedAt)];

    /// <summary>One of them; none when it does not go on here.</summary>
    public Run? Find(RunId run) => _running.TryGetValue(run, out var found) ? found.Run : _ended.GetValueOrDefault(run);

    /// <summary>One of them, with what goes on in it; none when it does not go on here.</summary>
    public (Run Run, LiveRun Live)? Watch(RunId run) => _running.TryGetValue(run, out var found) ? (found.Run, found.Control.Live) : null;

    /// <summary>Lets a run be spoken to until <see cref="Leave"/>.</summary>
    public RunControl Enter(Run run)
    {
        var control = new RunControl();
        _running[run.Id] = (run, control);
        _ended.TryRemove(run.Id, out _);
        Interlocked.Increment(ref _changes);
        return control;
    }

    /// <summary>Says which tenant a run is for, as soon as that is known.</summary>
    public void Name(RunId run, string? tenant)
    {
        if (tenant is not null && _running.TryGetValue(run, out var found))
        {
            _running[run] = (found.Run with { Tenant = tenant }, found.Control);
        }
    }

    /// <summary>Ends what <see cref="Enter"/> began: nobody can speak to it any more.</summary>
    public void Leave(RunId run)
    {
        if (_running.TryGetValue(run, out var left))
        {
            _ended[run] = left.Run;
            _running.TryRemove(run, out _);
            left.Control.Live.Close();
            left.Control.Dispose();
        }
    }

    /// <summary>How an attempt ended that has left can be read by now.</summary>
    public void Recorded(RunId run)
    {
        _ended.TryRemove(run, out _);
        Interlocked.Increment(ref _changes);
    }

    /// <summary>Passes on signals that are stored.</summary>
    public void Tell(IReadOnlyList<RunSignal> signals)
    {
        foreach (var of in signals.GroupBy(signal => signal.RunId))
        {
            if (_running.TryGetValue(of.Key, out var found))
            {
                found.Control.Tell([.. of]);
            }
        }
    }
}
