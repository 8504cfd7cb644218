namespace Weir.Functions.RuntimeApi;

/// <summary>The talk with one process: it asks for an invocation, answers it, and asks for the next.</summary>
internal sealed class RuntimeSession
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _asks = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<Invocation>? _asking;
    private TaskCompletionSource<RuntimeAnswer>? _answering;
    private string? _current;
    private string? _answered;
    private bool _isEnded;

    /// <summary>Completes when the process says that it cannot start.</summary>
    public Task<ReadOnlyMemory<byte>> InitError => _initError.Task;

    /// <summary>How many answers were refused because the invocation had one.</summary>
    public int RepeatedAnswers { get; private set; }

    /// <summary>Completes when the process asks for an invocation.</summary>
    public Task WhenAsking()
    {
        lock (_gate)
        {
            return _asks.Task;
        }
    }

    /// <summary>Gives the process an invocation.</summary>
    /// <returns>Completes when the invocation is over; none when the process does not ask for one.</returns>
    public Task<RuntimeAnswer>? Begin(Invocation invocation)
    {
        TaskCompletionSource<Invocation> asking;
        Task<RuntimeAnswer> answer;
        lock (_gate)
        {
            if (_asking is null || _isEnded)
            {
                return null;
            }

            asking = _asking;
            _asking = null;
            _asks = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _current = invocation.RequestId;
            _answering = new TaskCompletionSource<RuntimeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
            answer = _answering.Task;
        }

        asking.TrySetResult(invocation);
        return answer;
    }

    /// <summary>The process is gone, or is to be: nothing that it says counts any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            _asking?.TrySetCanceled();
        }
    }

    /// <summary>The process asks for an invocation.</summary>
    /// <param name="gone">Tells that it does not ask any more.</param>
    /// <exception cref="OperationCanceledException">It does not ask any more.</exception>
    public async Task<Invocation> NextAsync(CancellationToken gone)
    {
        var asking = new TaskCompletionSource<Invocation>(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<RuntimeAnswer>? abandoned = null;
        lock (_gate)
        {
            if (_isEnded)
            {
                throw new OperationCanceledException("The process was given up.");
            }

            if (_current is not null)
            {
                (abandoned, _answering, _current) = (_answering, null, null);
            }

            // A client that asks again has given up on the connection it asked on before.
            _asking?.TrySetCanceled(CancellationToken.None);
            _asking = asking;
            _asks.TrySetResult();
        }

        abandoned?.TrySetResult(new RuntimeAnswer.Abandoned());
        await using var registration = gone.Register(() => StopAsking(asking));
        return await asking.Task;
    }

    /// <summary>Whether an answer may come, so that nobody reads megabytes that nobody waits for.</summary>
    public Receipt Expects(string requestId)
    {
        lock (_gate)
        {
            if (_current == requestId && !_isEnded)
            {
                return Receipt.Taken;
            }

            if (_answered != requestId)
            {
                return Receipt.Unknown;
            }

            RepeatedAnswers++;
            return Receipt.Repeated;
        }
    }

    /// <summary>The process ends an invocation.</summary>
    public Receipt End(string requestId, RuntimeAnswer answer)
    {
        TaskCompletionSource<RuntimeAnswer> answering;
        lock (_gate)
        {
            if (Expects(requestId) is not Receipt.Taken and var refused)
            {
                return refused;
            }

            answering = _answering!;
            (_answered, _current, _answering) = (requestId, null, null);
        }

        answering.TrySetResult(answer);
        return Receipt.Taken;
    }

    /// <summary>The process says that it cannot start.</summary>
    public void FailInit(ReadOnlyMemory<byte> error) => _initError.TrySetResult(error);

    private void StopAsking(TaskCompletionSource<Invocation> asking)
    {
        lock (_gate)
        {
            if (_asking == asking)
            {
                _asking = null;
                _asks = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        asking.TrySetCanceled();
    }
}
