using Weir.DuckDb.Native;

namespace Weir.DuckDb.Sessions;

/// <summary>Interrupts the native call that runs while it lives, when the token is cancelled or the time is up.</summary>
internal sealed class Watch : IDisposable
{
    /// <summary>An interrupt that comes before DuckDB has begun the statement is forgotten by it, hence it is repeated.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly ConnectionHandle _connection;
    private readonly ScanControl _scans;
    private readonly CancellationToken _cancellation;
    private readonly int _timeoutSeconds;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;
    private StopReason _reason;
    private bool _ended;

    /// <param name="connection">The connection that the call runs on.</param>
    /// <param name="scans">The host tables that the call may read.</param>
    /// <param name="timeoutSeconds">How long the call may take; 0 for ever.</param>
    /// <param name="cancellation">Interrupts the call.</param>
    public Watch(ConnectionHandle connection, ScanControl scans, int timeoutSeconds, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        (_connection, _scans, _timeoutSeconds, _cancellation) = (connection, scans, timeoutSeconds, cancellation);
        if (timeoutSeconds > 0)
        {
            _timer = new(_ => Stop(StopReason.TimedOut), null, TimeSpan.FromSeconds(timeoutSeconds), Again);
        }

        _registration = cancellation.UnsafeRegister(_ => Stop(StopReason.Cancelled), null);
    }

    public void Stop(StopReason reason)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            if (_reason is StopReason.None)
            {
                _reason = reason;
                _timer ??= new(_ => Stop(reason), null, Again, Again);
                _timer.Change(Again, Again);
            }

            NativeDatabase.Interrupt(_connection);
        }

        _scans.Stop();
    }

    /// <summary>What the caller gets to see for an error that the call ended with.</summary>
    public Exception Translated(DuckDbException error)
    {
        var failure = _scans.TakeFailure();
        var interrupted = error.Kind is DuckDbErrorKind.Interrupt || failure is OperationCanceledException;
        StopReason reason;
        lock (_gate)
        {
            reason = interrupted ? _reason : StopReason.None;
        }

        return reason switch
        {
            StopReason.Cancelled => new OperationCanceledException("The statement was cancelled.", error, _cancellation),
            StopReason.TimedOut => new DuckDbException(
                $"The statement did not end within its timeout of {_timeoutSeconds} s and was interrupted.",
                DuckDbErrorKind.Interrupt,
                new TimeoutException(error.Message)),
            _ when failure is not null => new DuckDbException(error.Message, error.Kind, failure),
            _ => error,
        };
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
        }

        _registration.Dispose();
        _timer?.Dispose();
    }
}
