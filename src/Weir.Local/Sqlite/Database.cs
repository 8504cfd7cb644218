namespace Weir.Local.Sqlite;

/// <summary>One connection to a SQLite file. One thread at a time.</summary>
internal sealed class Database : IDisposable
{
    private readonly List<Statement> _statements = [];
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;

    private Database(nint handle)
    {
        Handle = handle;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
    }

    /// <summary>SQLite's own handle; zero once closed.</summary>
    public nint Handle { get; private set; }

    /// <summary>Rows that the last statement inserted, updated or deleted.</summary>
    public int Changes => NativeSqlite.Changes(Handle);

    /// <summary>Rows that all statements of this connection together inserted, updated or deleted.</summary>
    public int TotalChanges => NativeSqlite.TotalChanges(Handle);

    /// <summary>Whether a transaction is open.</summary>
    public bool IsInTransaction => NativeSqlite.IsOutsideTransaction(Handle) == 0;

    /// <summary>Opens a file, creating it when it may be written and is not there.</summary>
    /// <exception cref="SqliteFault">It cannot be opened.</exception>
    public static Database Open(string file, bool readOnly)
    {
        var flags = NativeSqlite.OpenNoMutex
            | (readOnly ? NativeSqlite.OpenReadOnly : NativeSqlite.OpenReadWrite | NativeSqlite.OpenCreate);
        var code = NativeSqlite.Open(file, out var handle, flags, nint.Zero);
        var database = new Database(handle);
        if (code != 0)
        {
            var fault = SqliteFault.Of(handle, code);
            database.Dispose();
            throw fault;
        }

        _ = NativeSqlite.UseExtendedCodes(handle, 1);
        _ = NativeSqlite.BusyTimeout(handle, 5_000);
        return database;
    }

    /// <summary>A statement that lives as long as the connection. It is compiled when first used.</summary>
    public Statement Prepare(string sql)
    {
        var statement = new Statement(Handle, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Has what another thread executes end with a fault. May be called from any thread while the connection is open.</summary>
    public void Interrupt() => NativeSqlite.Interrupt(Handle);

    /// <summary>Starts a transaction that writes.</summary>
    public void Begin() => _begin.Run();

    /// <summary>Lets others see the transaction. It is durable once the log is flushed.</summary>
    public void Commit() => _commit.Run();

    /// <summary>Undoes the transaction.</summary>
    public void Rollback() => _rollback.Run();

    /// <summary>Runs one statement that gives no rows.</summary>
    public void Execute(string sql)
    {
        using var statement = new Statement(Handle, sql);
        while (statement.Step())
        {
            // Some pragmas answer with the value they set.
        }
    }

    /// <summary>The first column of the first row, as a number.</summary>
    public long Scalar(string sql)
    {
        using var statement = new Statement(Handle, sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Copies the log's pages into the file as far as readers allow, without waiting for them.</summary>
    /// <returns>Whether all of the log was copied, so that the next commit starts it afresh.</returns>
    public bool Checkpoint()
    {
        var code = NativeSqlite.Checkpoint(Handle, nint.Zero, NativeSqlite.CheckpointPassive, out var frames, out var moved);
        return code == 0 ? frames == moved : throw SqliteFault.Of(Handle, code);
    }

    /// <summary>Copies all of the log's pages into the file, waiting for readers that still need them there.</summary>
    /// <exception cref="SqliteFault">The disk refused, or a reader took too long.</exception>
    public void CheckpointAll()
    {
        var code = NativeSqlite.Checkpoint(Handle, nint.Zero, NativeSqlite.CheckpointRestart, out _, out _);
        if (code != 0)
        {
            throw SqliteFault.Of(Handle, code);
        }
    }

    /// <summary>Pages written to the log since the last call.</summary>
    public int TakePagesWritten() =>
        NativeSqlite.Status(Handle, NativeSqlite.StatusCacheWrite, out var pages, out _, 1) == 0 ? pages : 0;

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _statements.Clear();
        if (Handle != nint.Zero)
        {
            _ = NativeSqlite.Close(Handle);
            Handle = nint.Zero;
        }
    }
}
