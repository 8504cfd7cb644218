using System.Collections.Concurrent;

using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>The attempts that go on in this process, so that a word to one of them reaches it at once.</summary>
internal sealed class RunningRuns
{
    private readonly ConcurrentDictionary<RunId, RunControl> _controls = new();

    /// <summary>How many there are.</summary>
    public int Count => _controls.Count;

    /// <summary>Lets a run be spoken to until <see cref="Leave"/>.</summary>
    public RunControl Enter(RunId run) => _controls[run] = new RunControl();

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave(RunId run)
    {
        if (_controls.TryRemove(run, out var control))
        {
            control.Dispose();
        }
    }

    /// <summary>Passes on signals that are stored.</summary>
    public void Tell(IReadOnlyList<RunSignal> signals)
    {
        foreach (var of in signals.GroupBy(signal => signal.RunId))
        {
            if (_controls.TryGetValue(of.Key, out var control))
            {
                control.Tell([.. of]);
            }
        }
    }
}
