using Weir.Runs;

namespace Weir.Engine.Deliveries;

/// <summary>One group: who has its places, and who waits for one. The gate of all groups guards it.</summary>
internal sealed class ConcurrencyGroup
{
    private readonly List<RunId> _inside = [];
    private readonly HashSet<RunId> _resting = [];
    private readonly LinkedList<(RunId Run, int Limit, TaskCompletionSource Turn)> _queue = new();
    private int _stuck;
    private int _waiting;

    /// <summary>Those who have a place, the one who has had it for longest first.</summary>
    public IReadOnlyList<RunId> Inside => _inside;

    /// <summary>Whether nobody has a place, and nobody waits for one.</summary>
    public bool IsEmpty => _inside.Count == 0 && _queue.Count == 0;

    public bool IsFullFor(RunId run, int limit) => !_inside.Contains(run) && _inside.Count + _queue.Count >= limit;

    /// <summary>Whether a run would have to wait for a place now.</summary>
    public bool WouldQueue(RunId run, int limit) => !_inside.Contains(run) && (_inside.Count >= limit || _queue.Count > 0);

    /// <summary>The oldest runs, as many as must go to make room for one.</summary>
    public IReadOnlyList<RunId> Before(RunId run, int limit)
    {
        var older = _inside.Concat(_queue.Select(waiting => waiting.Run)).Where(other => other != run).ToList();
        return older.Count < limit || _inside.Contains(run) ? [] : older[..(older.Count - limit + 1)];
    }

    public Task Enter(RunId run, int limit)
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
        _queue.AddLast((run, limit, turn));
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

    /// <returns>Those who have a place now that waited for one.</returns>
    public IReadOnlyList<RunId> Leave(RunId run)
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

        var entered = new List<RunId>();
        while (_queue.First is { } next && _inside.Count < next.Value.Limit)
        {
            _queue.RemoveFirst();
            _inside.Add(next.Value.Run);
            entered.Add(next.Value.Run);
            next.Value.Turn.TrySetResult();
        }

        return entered;
    }
}
