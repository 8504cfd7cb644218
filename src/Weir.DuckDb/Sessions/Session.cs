using Weir.DuckDb.Native;

namespace Weir.DuckDb.Sessions;

/// <summary>One native connection: one statement at a time, and at most one result being read.</summary>
internal sealed class Session : IDisposable
{
    private readonly DatabaseLease _lease;
    private volatile Watch? _running;

    // Weak, so that a reader someone forgot to dispose does not lock the connection for ever.
    private WeakReference<ResultHandle>? _open;

    /// <param name="lease">Given back when the session is disposed.</param>
    /// <exception cref="DuckDbException">DuckDB refused the connection.</exception>
    public Session(DatabaseLease lease)
    {
        _lease = lease;
        if (NativeDatabase.Connect(lease.Instance.Handle, out var connection) is not NativeState.Success)
        {
            connection.Dispose();
            lease.Dispose();
            throw new DuckDbException(
                $"Connecting to '{lease.Instance.Path}' failed; the database may have been invalidated by an earlier error.",
                DuckDbErrorKind.Connection);
        }

        Connection = connection;
    }

    public ConnectionHandle Connection { get; }

    public bool IsClosed => Connection.IsClosed;

    public ScanControl Scans { get; } = new();

    public DatabaseInstance Database => _lease.Instance;

    /// <summary>Watches over one native call. Dispose it as soon as the call is back.</summary>
    public Watch Watch(int timeoutSeconds, CancellationToken cancellation) =>
        _running = new(Connection, Scans, timeoutSeconds, cancellation);

    /// <summary>Interrupts the call that runs just now, if one does.</summary>
    public void Interrupt() => _running?.Stop(StopReason.Cancelled);

    /// <exception cref="InvalidOperationException">A result of an earlier statement is still being read.</exception>
    public void BeginStatement()
    {
        EnsureNoReader();
        Scans.Begin();
    }

    /// <exception cref="InvalidOperationException">A result of an earlier statement is still being read.</exception>
    public void EnsureNoReader()
    {
        if (_open is { } open && open.TryGetTarget(out var result) && !result.IsClosed)
        {
            throw new InvalidOperationException(
                "A data reader is still open on this connection. Read it to its end or dispose it first, or use a second connection.");
        }
    }

    /// <summary>Ends the statement whose result is still being read, if there is one.</summary>
    public void EndReading()
    {
        if (IsClosed || _open is not { } open || !open.TryGetTarget(out var result) || result.IsClosed)
        {
            return;
        }

        // DuckDB ends a statement that is half read only when it hears of another one. An empty one is enough.
        result.Dispose();
        _ = NativeQuery.Prepare(Connection, "", out var none);
        none.Dispose();
    }

    public void BeginReading(ResultHandle result) => _open = new(result);

    /// <summary>Runs a statement that returns nothing and takes no parameters.</summary>
    public unsafe void Run(string sql, int timeoutSeconds = 0, CancellationToken cancellation = default)
    {
        BeginStatement();
        using var result = new ResultHandle();
        using var watch = Watch(timeoutSeconds, cancellation);
        if (NativeQuery.Query(Connection, sql, result.Pointer) is not NativeState.Success)
        {
            throw watch.Translated(result.Error ?? ErrorMessage.Unknown);
        }
    }

    public void Dispose()
    {
        EndReading();
        Connection.Dispose();
        _lease.Dispose();
    }
}
