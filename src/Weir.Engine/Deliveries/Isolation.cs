namespace Weir.Engine.Deliveries;

/// <summary>Lets work go on side by side, except for work that asks to be alone.</summary>
internal sealed class Isolation : IDisposable
{
    private readonly SemaphoreSlim _door = new(1);
    private readonly Lock _gate = new();
    private int _inside;
    private TaskCompletionSource? _left;

    /// <summary>Waits until the work may start. Disposing what is returned ends it.</summary>
    /// <param name="isAlone">Whether nothing else may be under way until then.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    public async ValueTask<IDisposable> EnterAsync(bool isAlone, CancellationToken cancellationToken)
    {
        await _door.WaitAsync(cancellationToken);
        if (!isAlone)
        {
            lock (_gate)
            {
                _inside++;
            }

            _door.Release();
            return new Stay(Leave);
        }

        // Nobody comes in as long as the door is held.
        try
        {
            await EmptyAsync().WaitAsync(cancellationToken);
        }
        catch
        {
            _door.Release();
            throw;
        }

        return new Stay(() => _door.Release());
    }

    public void Dispose() => _door.Dispose();

    private Task EmptyAsync()
    {
        lock (_gate)
        {
            _left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_inside == 0)
            {
                _left.SetResult();
            }

            return _left.Task;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_inside == 0)
            {
                _left?.TrySetResult();
            }
        }
    }

    private sealed class Stay(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
