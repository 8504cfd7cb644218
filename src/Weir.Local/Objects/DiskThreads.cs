namespace Weir.Local.Objects;

/// <summary>Threads that wait for the disk, so that the thread pool need not: fsync has no asynchronous form.</summary>
/// <remarks>They sleep at once when there is nothing to do: where many of them wait in turn, spinning first costs more than the work.</remarks>
internal sealed class DiskThreads : IDisposable
{
    private readonly Queue<Action> _work = new();
    private readonly List<Thread> _threads = [];
    private readonly object _gate = new();
    private readonly int _most;
    private int _idle;
    private bool _ended;

    /// <param name="most">Threads at the most; they are started as they are needed.</param>
    public DiskThreads(int most) => _most = most;

    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    /// <summary>What was asked for before is done first.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Add(Action work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            _work.Enqueue(work);
            if (_work.Count > _idle && _threads.Count < _most)
            {
                var thread = new Thread(Loop) { IsBackground = true, Name = "weir disk" };
                _threads.Add(thread);
                thread.Start();
            }
            else
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    private void Loop()
    {
        while (Next() is { } work)
        {
            work();
        }
    }

    /// <returns>None when there will be nothing more.</returns>
    private Action? Next()
    {
        lock (_gate)
        {
            Action? work;
            while (!_work.TryDequeue(out work) && !_ended)
            {
                _idle++;
                Monitor.Wait(_gate);
                _idle--;
            }

            return work;
        }
    }
}
