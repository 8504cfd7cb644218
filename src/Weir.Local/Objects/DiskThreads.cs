using System.Collections.Concurrent;

namespace Weir.Local.Objects;

/// <summary>Threads that wait for the disk, so that the thread pool need not: fsync has no asynchronous form.</summary>
internal sealed class DiskThreads : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly List<Thread> _threads = [];
    private readonly Lock _gate = new();
    private readonly int _most;
    private int _busy;

    /// <param name="most">Threads at the most; they are started as they are needed.</param>
    public DiskThreads(int most) => _most = most;

    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.Increment(ref _busy) > Volatile.Read(ref _started))
        {
            Start();
        }

        _work.Add(() =>
        {
            try
            {
                var result = work();
                Interlocked.Decrement(ref _busy);
                done.SetResult(result);
            }
            catch (Exception failure)
            {
                Interlocked.Decrement(ref _busy);
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _work.Dispose();
    }

    private int _started;

    private void Start()
    {
        lock (_gate)
        {
            if (_threads.Count == _most)
            {
                return;
            }

            var thread = new Thread(Loop) { IsBackground = true, Name = "weir disk" };
            _threads.Add(thread);
            Volatile.Write(ref _started, _threads.Count == _most ? int.MaxValue : _threads.Count);
            thread.Start();
        }
    }

    private void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }
}
