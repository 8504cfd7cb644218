using System.Diagnostics;

using Microsoft.Win32.SafeHandles;

using Weir.Failures;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The one thread that writes: it takes all operations that wait and commits them in one transaction.</summary>
/// <remarks>
/// A commit is not durable by itself: the log is flushed while the next group is written, and only then do the tasks end. What
/// readers see may therefore not be durable yet; all that is written after it is durable after it.
/// One connection makes all writes and all checkpoints, because SQLite before 3.51.3 may damage the file when several
/// connections do (https://www.sqlite.org/wal.html#walresetbug). Checkpoints wait for a quiet moment.
/// </remarks>
internal sealed class StateWriter : IDisposable
{
    /// <summary>Rows in one transaction, about: bounds how long the first caller waits for the last.</summary>
    private const int MostWeight = 4_096;

    /// <summary>Callers that share one group; of more, half a group is not much dearer to write than a whole one.</summary>
    private const int MostInOneGroup = 48;

    /// <summary>Pages in the log at which a quiet moment is used to copy them to the file: 2 MiB.</summary>
    private const int QuietPages = 512;

    /// <summary>Pages in the log at which they are copied even under load: 64 MiB.</summary>
    private const int MostPages = 16_384;

    private static readonly TimeSpan RecoverEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan QuietFor = TimeSpan.FromMilliseconds(5);

    /// <summary>How long the callers of the last group are waited for: less than the commit that it may save.</summary>
    private static readonly TimeSpan GatherFor = TimeSpan.FromMicroseconds(100);

    private readonly StateFile _file;
    private readonly LogFlusher _flusher;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private readonly Queue<WriteOperation> _waiting = new();
    private StateTables? _tables;
    private SafeFileHandle? _log;
    private StateCounters _committed;
    private StateCounters _durable;
    private bool _stopping;
    private int _pages;
    private int _lastGroup;
    private long _accepted;
    private long _ended;

    /// <param name="file">The state file.</param>
    /// <param name="flush">How its log is made durable; by the disk when none.</param>
    public StateWriter(StateFile file, Action<SafeFileHandle>? flush = null)
    {
        _file = file;
        _flusher = new LogFlusher(() => Flush(flush ?? Disk.Flush), Flushed, Failed);
        _durable = _committed = Reopen();
        _thread = new Thread(Loop) { IsBackground = true, Name = "weir state" };
        _thread.Start();
    }

    /// <summary>What was counted at the last commit that is durable.</summary>
    public StateCounters Counters => Volatile.Read(ref _durable);

    /// <summary>Raised on the writer's thread when the file was opened anew after a failure: memory may not match it.</summary>
    public Action? Reopened { get; set; }

    /// <summary>How many operations there have been, when all have ended and everybody was told; none while one goes on.</summary>
    public long? Rested => Interlocked.Read(ref _ended) is var ended && Interlocked.Read(ref _accepted) == ended ? ended : null;

    /// <summary>Queues an operation; its task ends when it is durable, or has failed.</summary>
    public Task WriteAsync(WriteOperation operation)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            Interlocked.Increment(ref _accepted);
            _waiting.Enqueue(operation);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }

        return operation.Task;
    }

    /// <summary>Commits what waits, then closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _flusher.Dispose();
        Close();
    }

    private void Loop()
    {
        while (Take() is { } group)
        {
            if (group.Count > 0)
            {
                _lastGroup = group.Count;
                Commit(group);
            }
            else if (_flusher.HasFailed)
            {
                Recover();
            }
            else
            {
                Checkpoint();
            }

            if (_pages >= MostPages)
            {
                Checkpoint();
            }
        }
    }

    /// <summary>
    /// Callers who wait for their own operation come again soon after it: a moment's patience lets them share the next
    /// commit instead of making one for the first of them and one for the rest. A lone caller is never kept waiting.
    /// </summary>
    private void Gather()
    {
        var start = Stopwatch.GetTimestamp();
        while (_waiting.Count < _lastGroup && Stopwatch.GetElapsedTime(start) < GatherFor)
        {
            Thread.Yield();
        }
    }

    /// <summary>Waits for work. A group without any stands for a quiet moment.</summary>
    /// <returns>None at the end.</returns>
    private List<WriteOperation>? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_stopping)
                {
                    return null;
                }

                if (_flusher.HasFailed)
                {
                    Monitor.Wait(_gate, RecoverEvery);
                    return [];
                }

                if (_pages < QuietPages)
                {
                    Monitor.Wait(_gate);
                }
                else if (!Monitor.Wait(_gate, QuietFor))
                {
                    return [];
                }
            }
        }

        Gather();
        lock (_gate)
        {
            // Of many callers half are written while the others are flushed and come again.
            var callers = _waiting.Count + _flusher.Operations;
            var most = callers < MostInOneGroup ? callers : (callers + 1) / 2;
            var group = new List<WriteOperation>(Math.Min(most, _waiting.Count));
            for (var weight = 0; weight < MostWeight && group.Count < most && _waiting.TryDequeue(out var operation); weight += operation.Weight)
            {
                group.Add(operation);
            }

            return group;
        }
    }

    private void Commit(List<WriteOperation> group)
    {
        while (group.Count > 0)
        {
            WriteOperation? current = null;
            try
            {
                var tables = _tables is { } open && !_flusher.HasFailed ? open : ReopenAfterFailure();
                var counters = _committed with { };
                tables.Begin();
                foreach (var operation in group)
                {
                    current = operation;
                    operation.CancellationToken.ThrowIfCancellationRequested();
                    operation.Write(tables, counters);
                }

                current = null;
                if (counters != _committed)
                {
                    tables.Counters.Write(counters);
                }

                tables.Commit();
                _committed = counters;
                var pages = tables.Database.TakePagesWritten();
                _pages += pages;
                _flusher.Add(new CommittedGroup(group, counters, HasWritten: pages > 0), IsIdle());
                return;
            }
            catch (Exception failure) when (current is not null && failure is not SqliteFault { ConcernsStore: true })
            {
                // The others are written again without it.
                Fail(current, failure);
                group.Remove(current);
                Rollback();
            }
            catch (Exception failure)
            {
                Close();
                foreach (var operation in group)
                {
                    Fail(operation, failure);
                }

                return;
            }
        }
    }

    private bool IsIdle()
    {
        lock (_gate)
        {
            return _waiting.Count == 0;
        }
    }

    private void Flush(Action<SafeFileHandle> flush)
    {
        flush(_log!);

        // Nobody is told yes for what went into a file that was deleted.
        _file.Check();
    }

    private void Flushed(CommittedGroup group)
    {
        Volatile.Write(ref _durable, group.Counters);
        foreach (var operation in group.Operations)
        {
            operation.Publish();
        }

        foreach (var operation in group.Operations)
        {
            operation.SetResult();
        }

        Interlocked.Add(ref _ended, group.Operations.Count);
    }

    private void Failed(CommittedGroup group, Exception failure)
    {
        foreach (var operation in group.Operations)
        {
            Fail(operation, failure);
        }

        lock (_gate)
        {
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>What could not be flushed may be there all the same, and is found without waiting for the next write.</summary>
    private void Recover()
    {
        try
        {
            ReopenAfterFailure();
        }
        catch (Exception refused) when (refused is WeirException or SqliteFault)
        {
            // The disk refuses still; in a moment it is tried again.
        }
    }

    private void Fail(WriteOperation operation, Exception failure)
    {
        operation.Abandon();
        switch (failure)
        {
            case OperationCanceledException:
                operation.SetCanceled(operation.CancellationToken);
                break;
            case SqliteFault fault:
                operation.SetException(_file.Explain(fault, "Writing"));
                break;
            case IOException refused:
                operation.SetException(_file.Explain(refused, "Writing"));
                break;
            default:
                operation.SetException(failure);
                break;
        }

        Interlocked.Increment(ref _ended);
    }

    private void Rollback()
    {
        try
        {
            if (_tables is { Database.IsInTransaction: true })
            {
                _tables.Database.Rollback();
            }
        }
        catch (SqliteFault)
        {
            Close();
        }
    }

    /// <summary>After a failed write nothing is known of the connection: the next group opens a new one.</summary>
    private void Close()
    {
        _flusher.Drain();
        _tables?.Dispose();
        _tables = null;
        _log?.Dispose();
        _log = null;
    }

    private StateTables ReopenAfterFailure()
    {
        Close();
        var counters = Reopen();
        if (_flusher.HasFailed)
        {
            // A flush that fails leaves pages that no later flush writes: all there is in the log goes to the file instead.
            _tables!.Database.CheckpointAll();
            _flusher.Recover();
        }

        _committed = counters;
        Volatile.Write(ref _durable, counters);
        Reopened?.Invoke();
        return _tables!;
    }

    private StateCounters Reopen()
    {
        var tables = new StateTables(_file.OpenToWrite());
        try
        {
            var counters = tables.Counters.Read();
            _log = _file.OpenLog();
            _tables = tables;
            _pages = QuietPages;
            return counters;
        }
        catch (Exception refused)
        {
            tables.Dispose();
            throw refused is SqliteFault fault ? _file.Explain(fault, "Reading") : refused;
        }
    }

    private void Checkpoint()
    {
        try
        {
            _tables?.Database.Checkpoint();
            _pages = 0;
        }
        catch (SqliteFault)
        {
            // Nothing is lost: the log keeps the pages, and the next write meets the cause if it lasts.
            _pages = 0;
        }
    }
}
