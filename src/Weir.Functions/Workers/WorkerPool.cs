namespace Weir.Functions.Workers;

/// <summary>The workers of one build of a function: started when they are needed, used again, and ended when they idle.</summary>
internal sealed class WorkerPool(LaunchPlan plan, WorkerTools tools) : IDisposable
{
    /// <summary>A worker that just answered asks for the next event in no time: waiting for it costs less than starting another.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly HashSet<Worker> _all = [];
    /// <summary>The one that was used last is the last one.</summary>
    private readonly List<Worker> _idle = [];
    private readonly LinkedList<Place> _waiting = [];
    private int _taken;
    private int _returning;
    private bool _isClosed;

    /// <summary>Takes one event through the function, as soon as a worker is free.</summary>
    public async Task<Outcome> InvokeAsync(WorkerCall call, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rented = await RentAsync(call.Kind, cancellationToken);
            Worker worker;
            try
            {
                worker = rented ?? await StartAsync(call, cancellationToken);
            }
            catch (StartFailedException failed)
            {
                Release();
                return failed.Outcome with { IsColdStart = true };
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
                    return outcome with { IsColdStart = rented is null };
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
                _idle.RemoveAll(old.Contains);
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
    private async Task<Worker?> RentAsync(string kind, CancellationToken cancellationToken)
    {
        LinkedListNode<Place> place;
        bool mayStart;
        lock (_gate)
        {
            if (_idle.FindLastIndex(worker => worker.Kind == kind) is >= 0 and var at)
            {
                var idle = _idle[at];
                _idle.RemoveAt(at);
                _taken++;
                return idle;
            }

            mayStart = _taken < plan.Definition.Concurrency;
            if (mayStart && _returning == 0)
            {
                _taken++;
                return null;
            }

            place = _waiting.AddLast(new Place(kind));
        }

        try
        {
            return mayStart
                ? await place.Value.Turn.WaitAsync(ShortWait, tools.Time, cancellationToken)
                : await place.Value.Turn.WaitAsync(cancellationToken);
        }
        catch (Exception impatient) when (impatient is TimeoutException or OperationCanceledException)
        {
            return await LeaveQueueAsync(place, impatient is TimeoutException, cancellationToken);
        }
    }

    /// <summary>The wait was too long: starts another worker where that is allowed, else waits on.</summary>
    private async Task<Worker?> LeaveQueueAsync(
        LinkedListNode<Place> place, bool waitsOn, CancellationToken cancellationToken)
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
            return await place.Value.Turn.WaitAsync(waitsOn ? cancellationToken : CancellationToken.None);
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
                await GiveBackAsync(await place.Value.Turn);
            }

            throw;
        }
    }

    private async Task<Worker> StartAsync(WorkerCall call, CancellationToken cancellationToken)
    {
        DropOneOfAnotherKind(call.Kind);
        var worker = await Worker.StartAsync(plan, call, tools, cancellationToken);
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
            if (isGood && !_isClosed && Hand(worker))
            {
                return;
            }
        }

        Drop(worker);
    }

    /// <summary>Hands a good worker to whoever waits longest, or lets it idle when nobody does. The gate is held.</summary>
    /// <returns>False when who waits longest wants one of another kind: it is to have this one's place.</returns>
    private bool Hand(Worker worker)
    {
        if (_waiting.First is not { } first)
        {
            _idle.Add(worker);
            _taken--;
            return true;
        }

        if (first.Value.Kind == worker.Kind)
        {
            _waiting.RemoveFirst();
            first.Value.Give(worker);
            return true;
        }

        if (_taken + _idle.Count >= plan.Definition.Concurrency)
        {
            return false;
        }

        // Who waits takes this one's place, and this one idles beside it.
        _idle.Add(worker);
        _waiting.RemoveFirst();
        first.Value.Give(null);
        return true;
    }

    /// <summary>There are no more processes than the function may have, those that idle counted too.</summary>
    private void DropOneOfAnotherKind(string kind)
    {
        Worker? oldest;
        lock (_gate)
        {
            oldest = _taken + _idle.Count > plan.Definition.Concurrency ? _idle.Find(worker => worker.Kind != kind) : null;
            if (oldest is null)
            {
                return;
            }

            _idle.Remove(oldest);
            _all.Remove(oldest);
        }

        oldest.Dispose();
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
                first.Value.Give(null);
            }
            else
            {
                _taken--;
            }
        }
    }

    /// <summary>A place in the queue of those who want a worker.</summary>
    private sealed class Place(string kind)
    {
        private readonly TaskCompletionSource<Worker?> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Which workers it can use.</summary>
        public string Kind => kind;

        /// <summary>Completes with a worker, or with none when one may be started.</summary>
        public Task<Worker?> Turn => _turn.Task;

        public void Give(Worker? worker) => _turn.SetResult(worker);
    }
}
