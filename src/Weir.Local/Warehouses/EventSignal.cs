namespace Weir.Local.Warehouses;

/// <summary>Knows of the events in the warehouse's outbox without a look at it, and wakes who waits for them.</summary>
internal sealed class EventSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _posted = NewTask();
    private long _waiting;

    /// <summary>Events in the outbox.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>Events that were ever put there, since the start.</summary>
    public long Posted { get; private set; }

    /// <summary>Notes what was found in the outbox, or put there.</summary>
    public void Add(long events)
    {
        if (events == 0)
        {
            return;
        }

        lock (_gate)
        {
            _waiting += events;
            Posted += events;
            _posted.SetResult();
            _posted = NewTask();
        }
    }

    /// <summary>Notes what was removed.</summary>
    public void Remove(long events)
    {
        lock (_gate)
        {
            _waiting = Math.Max(0, _waiting - events);
        }
    }

    /// <summary>Notes how many there are, counted while nobody could write.</summary>
    public void Set(long events)
    {
        lock (_gate)
        {
            _waiting = events;
        }
    }

    /// <summary>Completes when there are events in the outbox.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task posted;
            lock (_gate)
            {
                if (_waiting > 0)
                {
                    return;
                }

                posted = _posted.Task;
            }

            await posted.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewTask() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
