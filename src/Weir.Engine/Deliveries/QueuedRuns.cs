using Weir.Runs;

namespace Weir.Engine.Deliveries;

/// <summary>The runs that wait for a place and that other runs wait for, near or far: whether all would stand still. The gate of all groups guards it.</summary>
internal sealed class QueuedRuns
{
    /// <summary>For each who waits for such runs: in which groups these wait for a place, and how many.</summary>
    private readonly Dictionary<RunId, Dictionary<ConcurrencyGroup, int>> _groupsBelow = [];

    private readonly Dictionary<(RunId Run, ConcurrencyGroup Group), IReadOnlyList<RunId>> _above = [];

    /// <summary>A run begins to wait for a place.</summary>
    /// <param name="run">The run.</param>
    /// <param name="group">Where.</param>
    /// <param name="above">All who wait for it.</param>
    public void Add(RunId run, ConcurrencyGroup group, IReadOnlyList<RunId> above)
    {
        if (above.Count > 0 && _above.TryAdd((run, group), above))
        {
            foreach (var ancestor in above)
            {
                var below = _groupsBelow.TryGetValue(ancestor, out var known) ? known : _groupsBelow[ancestor] = [];
                below[group] = below.GetValueOrDefault(group) + 1;
            }
        }
    }

    /// <summary>A run has a place, or wants none any more.</summary>
    public void Remove(RunId run, ConcurrencyGroup group)
    {
        if (_above.Remove((run, group), out var above))
        {
            foreach (var ancestor in above)
            {
                var below = _groupsBelow[ancestor];
                if (--below[group] == 0)
                {
                    below.Remove(group);
                    if (below.Count == 0)
                    {
                        _groupsBelow.Remove(ancestor);
                    }
                }
            }
        }
    }

    /// <summary>
    /// Whether nobody would ever go on, were a run to wait in a group: each who has a place there waits for runs that wait for places,
    /// which in turn only such runs have.
    /// </summary>
    public bool WouldStandStill(ConcurrencyGroup group, IReadOnlyList<RunId> above)
    {
        // Mostly somebody who has a place waits for nobody.
        if (above.Count == 0 || !group.Inside.All(inside => above.Contains(inside) || _groupsBelow.ContainsKey(inside)))
        {
            return false;
        }

        Add(default, group, above);
        try
        {
            // All who wait for others are taken to stand still, until one is found who does not, and then whom that one lets go on.
            var still = _groupsBelow.Keys.ToHashSet();
            while (still.RemoveWhere(run => !_groupsBelow[run].Keys.Any(below => below.Inside.All(still.Contains))) > 0)
            {
            }

            return group.Inside.All(still.Contains) && above.Any(still.Contains);
        }
        finally
        {
            Remove(default, group);
        }
    }
}
