namespace Weir.Functions.Workers;

/// <summary>The workers of one build of a function: started when they are needed, used again, and ended when they idle.</summary>
internal sealed class WorkerPool(LaunchPlan plan, WorkerTools tools) : IDisposable
{
    /// <summary>A worker that just answered asks for the next event in no time: waiting for it costs less than starting another.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly HashSet<Worker> _all = [];
    private readonly Stack<Worker> _idle = [];
    private readonly LinkedList<TaskCompletionSource<Worker?>> _waiting = [];
    private int _taken;
    private int _returning;
    private bool _isClosed;

    /// <summary>Takes one event through the function, as soon as a worker is free.</summary>
    public async Task<Outcome> InvokeAsync(WorkerCall call, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rented = await RentAsync(cancellationToken);
            Worker worker;
            try
            {
                worker = rented ?? await StartAsync(cancellationToken);
            }
            catch (StartFailedException failed)
            {
                Release();
                return failed.Outcome;
            }
            catch
            {
                Release();
                throw;
            }

            try
            {
                // A worker that ended while it idled never saw the event: the next one gets it.
                if (await worker.InvokeAsync(call, cancellationToken) is { } outcome)
                {
                    return outcome;
                }
            }
            finally
            {
                _ = ReturnAsync(worker);
            }
        }
    }

    /// <summary>Kills the workers that use too much memory, and ends those that have idled for long.</summary>
    /// <returns>Whether there are any.</returns>
    public bool Check(DateTimeOffset idleBefore)
    {
        List<Worker> all;
        List<Worker> old;
        lock (_gate)
        {
            all = [.. _all];
            old = [.. _idle.Where(worker => worker.IdleSince < idleBefore)];
            if (old.Count > 0)
            {
                var kept = _idle.Where(worker => !old.Contains(worker)).Reverse().ToList();
                _idle.Clear();
                kept.ForEach(_idle.Push);
                _taken += old.Count;
            }
        }

        foreach (var worker in old)
        {
            Drop(worker);
        }

        foreach (var worker in all.Except(old))
        {
            worker.CheckMemory();
        }

        return all.Count > 0;
    }

    /// <summary>Takes no more events, and ends each worker with the one it is at.</summary>
    public void Close()
    {
        List<Worker> idle;
        lock (_gate)
        {
            _isClosed = true;
            idle = [.. _idle];
            _idle.Clear();
            _taken += idle.Count;
        }

        idle.ForEach(Drop);
    }

    /// <summary>Kills all workers.</summary>
    public void Dispose()
    {
        Close();
        List<Worker> all;
        lock (_gate)
        {
            all = [.. _all];
        }

        all.ForEach(worker => worker.Dispose());
    }

    /// <summary>A worker that idles; none when one is to be started. Either way one of the function's places is taken.</summary>
    private async Task<Worker?> RentAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<Worker?>> place;
        bool mayStart;
        lock (_gate)
        {
            if (_idle.TryPop(out var idle))
            {
                _taken++;
                return idle;
            }

            mayStart = _taken < plan.Definition.Concurrency;
            if (mayStart && _returning == 0)
            {
                _taken++;
                return null;
            }

            place = _waiting.AddLast(new TaskCompletionSource<Worker?>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            return mayStart
                ? await place.Value.Task.WaitAsync(ShortWait, tools.Time, cancellationToken)
                : await place.Value.Task.WaitAsync(cancellationToken);
        }
        catch (Exception impatient) when (impatient is TimeoutException or OperationCanceledException)
        {
            return await LeaveQueueAsync(place, impatient is TimeoutException, cancellationToken);
        }
    }

    /// <summary>The wait was too long: starts another worker where that is allowed, else waits on.</summary>
    private async Task<Worker?> LeaveQueueAsync(
        LinkedListNode<TaskCompletionSource<Worker?>> place, bool waitsOn, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (place.List is not null && (!waitsOn || _taken < plan.Definition.Concurrency))
            {
                _waiting.Remove(place);
                cancellationToken.ThrowIfCancellationRequested();
                _taken++;
                return null;
            }
        }

        try
        {
            // Either its turn came in this very moment, or all places are taken.
            return await place.Value.Task.WaitAsync(waitsOn ? cancellationToken : CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            bool isQueued;
            lock (_gate)
            {
                isQueued = place.List is not null;
                if (isQueued)
                {
                    _waiting.Remove(place);
                }
            }

            if (!isQueued)
            {
                await GiveBackAsync(await place.Value.Task);
            }

            throw;
        }
    }

    private async Task<Worker> StartAsync(CancellationToken cancellationToken)
    {
        var worker = await Worker.StartAsync(plan, tools, cancellationToken);
        lock (_gate)
        {
            _all.Add(worker);
        }

        return worker;
    }

    private Task GiveBackAsync(Worker? worker)
    {
        if (worker is not null)
        {
            return ReturnAsync(worker);
        }

        Release();
        return Task.CompletedTask;
    }

    /// <summary>Waits until the worker asks for the next event, and gives it to whoever waits.</summary>
    private async Task ReturnAsync(Worker worker)
    {
        lock (_gate)
        {
            _returning++;
        }

        var isGood = await worker.WhenIdleAsync();
        lock (_gate)
        {
            _returning--;
            if (isGood && !_isClosed)
            {
                if (_waiting.First is { } first)
                {
                    _waiting.RemoveFirst();
                    first.Value.SetResult(worker);
                }
                else
                {
                    _idle.Push(worker);
                    _taken--;
                }

                return;
            }
        }

        Drop(worker);
    }

    private void Drop(Worker worker)
    {
        worker.Dispose();
        lock (_gate)
        {
            _all.Remove(worker);
        }

        Release();
    }

    /// <summary>Gives a place to whoever waits, who then starts a worker.</summary>
    private void Release()
    {
        lock (_gate)
        {
            if (_waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                first.Value.SetResult(null);
            }
            else
            {
                _taken--;
            }
        }
    }
}
