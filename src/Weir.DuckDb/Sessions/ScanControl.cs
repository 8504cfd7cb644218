namespace Weir.DuckDb.Sessions;

/// <summary>What a session and the host tables its statement reads tell each other: stop, and what went wrong.</summary>
internal sealed class ScanControl
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _source;
    private Exception? _failure;
    private bool _stopped;

    /// <summary>Cancelled when the running statement is cancelled or times out, or when another scan of it fails.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (_gate)
            {
                _source ??= new();
                if (_stopped)
                {
                    _source.Cancel();
                }

                return _source.Token;
            }
        }
    }

    /// <summary>Forgets what happened in the statement before.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _failure = null;
            if (_stopped)
            {
                _source?.Dispose();
                (_source, _stopped) = (null, false);
            }
        }
    }

    /// <summary>Keeps the first failure that is not itself a consequence of stopping, and stops the other scans.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            if (_failure is null or OperationCanceledException)
            {
                _failure = failure;
            }
        }

        Stop();
    }

    public void Stop()
    {
        CancellationTokenSource? source;
        lock (_gate)
        {
            _stopped = true;
            source = _source;
        }

        source?.Cancel();
    }

    public Exception? TakeFailure()
    {
        lock (_gate)
        {
            return Interlocked.Exchange(ref _failure, null);
        }
    }
}
