using System.Collections.Concurrent;

using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>The attempts that go on in this process, so that a word to one of them reaches it at once.</summary>
internal sealed class RunningRuns
{
    private readonly ConcurrentDictionary<RunId, (Run Run, RunControl Control)> _running = new();

    private long _changes;

    /// <summary>How often one began or ended, so that whoever looks again can tell whether there is anything new.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>All of them, as they began, the newest first.</summary>
    public IReadOnlyList<Run> All => [.. _running.Values.Select(each => each.Run).OrderByDescending(run => run.StartedAt)];

    /// <summary>One of them; none when it does not go on here.</summary>
    public Run? Find(RunId run) => _running.TryGetValue(run, out var found) ? found.Run : null;

    /// <summary>One of them, with what goes on in it; none when it does not go on here.</summary>
    public (Run Run, LiveRun Live)? Watch(RunId run) => _running.TryGetValue(run, out var found) ? (found.Run, found.Control.Live) : null;

    /// <summary>Lets a run be spoken to until <see cref="Leave"/>.</summary>
    public RunControl Enter(Run run)
    {
        var control = new RunControl();
        _running[run.Id] = (run, control);
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

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave(RunId run)
    {
        if (_running.TryRemove(run, out var left))
        {
            Interlocked.Increment(ref _changes);
            left.Control.Live.Close();
            left.Control.Dispose();
        }
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
