namespace Weir.Local.State;

/// <summary>Makes committed groups durable, in their order, while the writer makes the next one.</summary>
/// <remarks>
/// One flush of the log serves all that was committed before it. At most one group waits behind the flush that is under way:
/// on a slow disk the groups grow, not their number. A group that comes when nothing else is going on is flushed by the
/// writer's own thread, which saves the hand-over.
/// </remarks>
/// <param name="flush">Makes all durable that is in the log.</param>
/// <param name="flushed">Told of every group that is durable.</param>
/// <param name="failed">Told of every group of which nothing is known.</param>
internal sealed class LogFlusher(Action flush, Action<CommittedGroup> flushed, Action<CommittedGroup, Exception> failed) : IDisposable
{
    private readonly object _gate = new();
    private readonly List<CommittedGroup> _waiting = [];
    private Thread? _thread;
    private int _operations;
    private bool _isFlushing;
    private bool _isStopping;
    private Exception? _failure;

    /// <summary>Whether a flush failed. From then on every group fails, until <see cref="Recover"/>.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>Operations that were taken over and are not durable yet.</summary>
    public int Operations => Volatile.Read(ref _operations);

    /// <summary>Takes a group over; waits while another one waits already.</summary>
    /// <param name="group">The group.</param>
    /// <param name="isLast">Whether the writer has nothing to do after it.</param>
    public void Add(CommittedGroup group, bool isLast)
    {
        Interlocked.Add(ref _operations, group.Operations.Count);
        lock (_gate)
        {
            while (_waiting.Count > 0)
            {
                Monitor.Wait(_gate);
            }

            if (_isFlushing || !isLast)
            {
                _waiting.Add(group);
                _thread ??= Start();
                Monitor.PulseAll(_gate);
                return;
            }

            _isFlushing = true;
        }

        Flush([group]);
    }

    /// <summary>Waits until every group that was taken over is durable or has failed.</summary>
    public void Drain()
    {
        lock (_gate)
        {
            while (_isFlushing || _waiting.Count > 0)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Flushes again, after a failure whose cause is gone and whose groups were made good.</summary>
    public void Recover() => Volatile.Write(ref _failure, null);

    /// <summary>Flushes what was taken over, then ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join();
    }

    private Thread Start()
    {
        var thread = new Thread(Loop) { IsBackground = true, Name = "weir flush" };
        thread.Start();
        return thread;
    }

    private void Loop()
    {
        while (true)
        {
            CommittedGroup[] groups;
            lock (_gate)
            {
                while (_waiting.Count == 0 || _isFlushing)
                {
                    if (_isStopping && !_isFlushing)
                    {
                        return;
                    }

                    Monitor.Wait(_gate);
                }

                groups = [.. _waiting];
                _waiting.Clear();
                _isFlushing = true;
                Monitor.PulseAll(_gate);
            }

            Flush(groups);
        }
    }

    private void Flush(CommittedGroup[] groups)
    {
        if (_failure is null && Array.Exists(groups, group => group.HasWritten))
        {
            try
            {
                flush();
            }
            catch (Exception failure)
            {
                Volatile.Write(ref _failure, failure);
            }
        }

        try
        {
            Tell(groups);
        }
        finally
        {
            lock (_gate)
            {
                _isFlushing = false;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Tell(CommittedGroup[] groups)
    {
        foreach (var group in groups)
        {
            Interlocked.Add(ref _operations, -group.Operations.Count);
            if (_failure is { } failure)
            {
                failed(group, failure);
            }
            else
            {
                flushed(group);
            }
        }
    }
}
