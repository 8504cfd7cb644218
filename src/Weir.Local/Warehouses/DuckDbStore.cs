using Weir.DuckDb;
using Weir.Failures;
using Weir.Local.State;

namespace Weir.Local.Warehouses;

/// <summary>
/// The warehouse file, open. DuckDB refuses everything after a failed write until it is closed and opened again; this does
/// so by itself, as soon as nobody uses a connection of the broken instance any more.
/// </summary>
internal sealed class DuckDbStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private Opened? _opened;
    private FileMark? _mark;
    private readonly SortedSet<long> _rented = [];
    private long _lastRental;
    private bool _disposed;

    private readonly IReadOnlyList<string>? _folders;

    private DuckDbStore(string path, IReadOnlyList<string>? folders) => (_path, _folders) = (path, folders);

    /// <summary>Opens the file, and makes it and the system tables when they are not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folders">
    /// The folders beside it whose files SQL may read and write, whoever wrote the SQL. None for SQL that is Weir's own: it may reach all.
    /// </param>
    /// <exception cref="RefusedException">
    /// WEIR6002: the file is no DuckDB database, or another process has it open. WEIR6007: there is no libduckdb.
    /// </exception>
    public static DuckDbStore Open(string path, IReadOnlyList<string>? folders = null)
    {
        var store = new DuckDbStore(path, folders);
        store.Rent().Dispose();
        return store;
    }

    /// <summary>What is known of the events in the outbox.</summary>
    public EventSignal Events { get; } = new();

    /// <summary>Held by whoever writes: one at a time.</summary>
    public SemaphoreSlim Writing { get; } = new(1);

    /// <summary>The number of the latest rental: whoever reads what was there before now has one up to this.</summary>
    public long LastRental
    {
        get
        {
            lock (_gate)
            {
                return _lastRental;
            }
        }
    }

    /// <summary>Bytes in the write-ahead log.</summary>
    public long LogSize => new FileInfo($"{_path}.wal") is { Exists: true } log ? log.Length : 0;

    /// <summary>A connection of its own for the caller, who disposes the rental.</summary>
    /// <exception cref="UnavailableException">
    /// WEIR6001: the database is broken and cannot be opened again yet. WEIR4006: its file was deleted or replaced.
    /// </exception>
    public Rental Rent()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            CheckStill();
            if (_opened is { Broken: true, Rentals: > 0 })
            {
                throw new UnavailableException(new Failure(
                    "WEIR6001", "The warehouse is being opened again after a failed write.", "Nothing: work goes on by itself."));
            }

            if (_opened is { Broken: true })
            {
                _opened.Database.Dispose();
                _opened = null;
            }

            _opened ??= new Opened(_mark is null ? OpenDatabase() : Reopen());
            _mark ??= new FileMark(_path);
            _opened.Rentals++;
            var (opened, number) = (_opened, ++_lastRental);
            _rented.Add(number);
            try
            {
                return new Rental(opened.Database.Connect(), CheckStill, broken => Return(opened, number, broken));
            }
            catch
            {
                opened.Rentals--;
                _rented.Remove(number);
                throw;
            }
        }
    }

    /// <summary>Works with a connection, and tells what a failure of DuckDB's means.</summary>
    /// <param name="doing">What is being done, as the middle of a sentence.</param>
    /// <param name="work">What to do.</param>
    /// <exception cref="WeirException">As of <see cref="Rent"/>, or what the failure means.</exception>
    public T Use<T>(string doing, Func<Rental, T> work)
    {
        using var rental = Rent();
        try
        {
            return work(rental);
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, doing);
        }
    }

    /// <summary>The same on another thread, beside whoever writes.</summary>
    public Task<T> ReadAsync<T>(string doing, Func<Rental, T> work, CancellationToken cancellationToken) =>
        Task.Run(() => Use(doing, work), cancellationToken);

    /// <summary>The same on another thread, while nobody else writes.</summary>
    public async Task<T> WriteAsync<T>(string doing, Func<Rental, T> work, CancellationToken cancellationToken)
    {
        await Writing.WaitAsync(cancellationToken);
        try
        {
            return await ReadAsync(doing, work, cancellationToken);
        }
        finally
        {
            Writing.Release();
        }
    }

    /// <summary>Makes sure that the file is still there that was opened.</summary>
    /// <exception cref="RefusedException">WEIR4006: it was deleted or replaced.</exception>
    public void Check()
    {
        if (_mark is { IsGone: true })
        {
            throw new RefusedException(StateFailures.Deleted(_path));
        }
    }

    /// <summary>Whether all rentals up to a number have been given back.</summary>
    public bool IsReturned(long number)
    {
        lock (_gate)
        {
            return _rented.Count == 0 || _rented.Min > number;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _opened?.Database.Dispose();
            _opened = null;
        }

        Writing.Dispose();
    }

    /// <summary>Deliveries are to wait for the end of the process, and not to be given up over it.</summary>
    private void CheckStill()
    {
        try
        {
            Check();
        }
        catch (RefusedException gone)
        {
            throw new UnavailableException(gone.Failure, gone);
        }
    }

    private void Return(Opened opened, long number, bool broken)
    {
        lock (_gate)
        {
            opened.Rentals--;
            _rented.Remove(number);
            opened.Broken |= broken;
        }
    }

    /// <summary>A file that was fine when Weir started is waited for: no delivery is to be given up over it.</summary>
    private DuckDbDatabase Reopen()
    {
        try
        {
            return OpenDatabase();
        }
        catch (RefusedException refused)
        {
            throw new UnavailableException(
                new Failure("WEIR6001", $"The warehouse cannot be opened again: {refused.Message}", refused.Failure.Hint), refused);
        }
    }

    private DuckDbDatabase OpenDatabase()
    {
        DuckDbDatabase? database = null;
        try
        {
            database = new DuckDbDatabase(_path, DuckDbSettings.All);
            using var connection = database.Connect();
            using var command = connection.CreateCommand();
            command.CommandText = SystemTables.Ddl;
            command.ExecuteNonQuery();
            Confine(connection);
            NoteEvents(connection);
            return database;
        }
        catch (DuckDbException error)
        {
            database?.Dispose();
            throw DuckDbErrors.TranslateOpening(error, _path);
        }
        catch (DllNotFoundException missing)
        {
            throw new RefusedException(
                new Failure(
                    "WEIR6007",
                    missing.Message,
                    "Unset DUCKDB_LIBRARY and build again with npm on the PATH, or set it to the full path of a libduckdb of version 1.5."),
                missing);
        }
    }

    /// <summary>
    /// Nothing can undo this while the database is open. Tables of files stay readable whose bucket the project does not declare any more.
    /// </summary>
    private void Confine(DuckDbConnection connection)
    {
        if (_folders is { } folders)
        {
            using var command = connection.CreateCommand(
                $"SET allowed_directories = [{string.Join(", ", folders.Concat(RootsOf(connection)).Distinct().Select(DuckDbLiteral.Quote))}]; "
                + "SET enable_external_access = false");
            command.ExecuteNonQuery();
        }
    }

    private static List<string> RootsOf(DuckDbConnection connection)
    {
        using var command = connection.CreateCommand($"SELECT root FROM {SystemTables.ParquetTables.Table} WHERE root <> ''");
        using var reader = command.ExecuteReader();
        var roots = new List<string>();
        while (reader.Read())
        {
            roots.Add(reader.GetString(0));
        }

        return roots;
    }

    /// <summary>Events that a crash left in the outbox, or a failed write: what a commit was not heard of may be there or not.</summary>
    private void NoteEvents(DuckDbConnection connection)
    {
        using var command = connection.CreateCommand("SELECT count(*) FROM weir.outbox");
        var waiting = (long)command.ExecuteScalar()! - Events.Waiting;
        if (waiting > 0)
        {
            Events.Add(waiting);
        }
        else
        {
            Events.Remove(-waiting);
        }
    }

    private sealed class Opened(DuckDbDatabase database)
    {
        public DuckDbDatabase Database { get; } = database;

        public int Rentals { get; set; }

        public bool Broken { get; set; }
    }
}
