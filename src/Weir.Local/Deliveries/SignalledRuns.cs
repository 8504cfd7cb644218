using System.Collections.Concurrent;

using Weir.Runs;

namespace Weir.Local.Deliveries;

/// <summary>Which runs were spoken to: nearly none are, so that is known in memory.</summary>
/// <param name="queues">Where the deliveries of runs that wait are.</param>
/// <param name="known">Those that the tables know.</param>
internal sealed class SignalledRuns(SubscriberQueues queues, IEnumerable<RunId> known)
{
    private readonly ConcurrentDictionary<RunId, bool> _known = new(known.Select(run => KeyValuePair.Create(run, true)));

    /// <summary>Tells of signals once they are stored.</summary>
    public event Action<IReadOnlyList<RunSignal>>? Sent;

    /// <summary>Where the deliveries of runs that wait are.</summary>
    public SubscriberQueues Queues { get; } = queues;

    /// <summary>Whether anything was said to a run.</summary>
    public bool Knows(RunId run) => _known.ContainsKey(run);

    /// <summary>What was stored and forgotten is durable.</summary>
    public void Publish(IReadOnlyList<RunSignal> stored, IReadOnlyList<RunId> forgotten)
    {
        foreach (var run in forgotten)
        {
            _known.TryRemove(run, out _);
        }

        foreach (var signal in stored)
        {
            _known[signal.RunId] = true;
        }

        if (stored.Count > 0)
        {
            Sent?.Invoke([.. stored]);
        }
    }
}
