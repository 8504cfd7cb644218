using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Weir.DuckDb.Native;
using Weir.DuckDb.Sessions;

namespace Weir.DuckDb;

/// <summary>A connection to a DuckDB database: one statement at a time, in a transaction or each by itself.</summary>
/// <remarks>
/// Not for use by several threads at once, but for <see cref="DbCommand.Cancel"/>. Connections to one file share the
/// database (<see cref="DuckDbDatabase"/>) and see each other's committed rows.
/// </remarks>
public sealed class DuckDbConnection : DbConnection, ISessionHolder
{
    private Session? _session;
    private DuckDbTransaction? _transaction;
    private string _connectionString = "";

    /// <summary>Makes a closed connection without a connection string.</summary>
    public DuckDbConnection()
    {
    }

    /// <summary>Makes a closed connection.</summary>
    /// <param name="connectionString">See <see cref="ConnectionString"/>.</param>
    public DuckDbConnection(string connectionString) => ConnectionString = connectionString;

    /// <summary>Makes an open connection.</summary>
    internal DuckDbConnection(DatabaseLease lease)
    {
        _session = new(lease);
        _connectionString = new DbConnectionStringBuilder { ["Data Source"] = lease.Instance.Path }.ConnectionString;
    }

    /// <summary>
    /// What to open, such as <c>Data Source=orders.duckdb;access_mode=read_only;threads=2</c>: the path as
    /// <see cref="DuckDbDatabase(string, IReadOnlyDictionary{string, string}?)"/> takes it, and any of DuckDB's options.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is set while the connection is open.</exception>
    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set
        {
            if (_session is not null)
            {
                throw new InvalidOperationException("The connection string cannot change while the connection is open.");
            }

            _connectionString = value ?? "";
        }
    }

    /// <summary>The path of the database.</summary>
    public override string Database => DataSource;

    /// <summary>The path of the database.</summary>
    public override string DataSource => _session?.Database.Path ?? Parsed().Path;

    /// <summary>The version of libduckdb, such as <c>v1.5.6</c>.</summary>
    public override string ServerVersion => NativeDatabase.Version();

    /// <inheritdoc/>
    public override ConnectionState State => _session is null ? ConnectionState.Closed : ConnectionState.Open;

    Session ISessionHolder.Session =>
        _session ?? throw new InvalidOperationException("The connection is not open; call Open first.");

    private ISessionHolder Holder => this;

    /// <summary>Opens the database, or joins those who have it open, and connects to it.</summary>
    /// <exception cref="DuckDbException">The file cannot be opened, another process holds it, or an option is wrong.</exception>
    /// <exception cref="InvalidOperationException">The connection is open, or the database is with other options.</exception>
    /// <exception cref="DllNotFoundException">libduckdb is not there; the message says how to get it.</exception>
    public override void Open()
    {
        if (_session is not null)
        {
            throw new InvalidOperationException("The connection is already open.");
        }

        var (path, options) = Parsed();
        _session = new(OpenDatabases.OfThisProcess.Open(path, options));
        OnStateChange(new(ConnectionState.Closed, ConnectionState.Open));
    }

    /// <summary>Rolls back what is not committed and disconnects. Closing twice does nothing.</summary>
    public override void Close()
    {
        if (_session is null)
        {
            return;
        }

        _transaction?.Dispose();
        _session.Dispose();
        _session = null;
        OnStateChange(new(ConnectionState.Open, ConnectionState.Closed));
    }

    /// <summary>Not supported: attach another database with SQL's ATTACH instead.</summary>
    /// <param name="databaseName">Ignored.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void ChangeDatabase(string databaseName) =>
        throw new NotSupportedException("A connection keeps its database; run ATTACH and USE to reach another one.");

    /// <summary>Makes a command on this connection.</summary>
    /// <param name="sql">Its text, one statement or several.</param>
    /// <returns>The command, for the caller to dispose.</returns>
    public DuckDbCommand CreateCommand(string sql) => new() { Connection = this, CommandText = sql };

    /// <summary>Makes a command on this connection, without a text.</summary>
    /// <returns>The command, for the caller to dispose.</returns>
    public new DuckDbCommand CreateCommand() => CreateCommand("");

    /// <summary>Executes statements that take no parameters.</summary>
    /// <param name="sql">One statement or several.</param>
    /// <returns>
    /// How many rows were inserted, updated or deleted, 2,147,483,647 if they were more; -1 if no statement was of that kind.
    /// </returns>
    /// <exception cref="DuckDbException">DuckDB reported an error; statements before it are done.</exception>
    public int Execute(string sql)
    {
        using var command = CreateCommand(sql);
        return command.ExecuteNonQuery();
    }

    /// <summary>Lets SQL on this connection read rows that this process makes.</summary>
    /// <param name="table">Where the rows come from.</param>
    /// <returns>
    /// What to read from in SQL (<see cref="HostTableRegistration.Sql"/>). Dispose it when no new statement will.
    /// </returns>
    /// <exception cref="InvalidOperationException">The connection is not open.</exception>
    public HostTableRegistration RegisterTable(HostTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Holder.Session.Database.HostTables.Add(table, Holder.Session.Scans);
    }

    void ISessionHolder.TransactionEnded() => _transaction = null;

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <summary>Begins a transaction. It sees the database as it is now; DuckDB calls this snapshot isolation.</summary>
    /// <param name="isolationLevel">Unspecified or snapshot.</param>
    /// <exception cref="NotSupportedException">Another isolation level is asked for.</exception>
    /// <exception cref="InvalidOperationException">The connection is not open or is in a transaction.</exception>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        if (isolationLevel is not (IsolationLevel.Unspecified or IsolationLevel.Snapshot))
        {
            throw new NotSupportedException($"DuckDB's transactions are of isolation level Snapshot, not {isolationLevel}.");
        }

        if (_transaction is not null)
        {
            throw new InvalidOperationException("The connection is in a transaction already; DuckDB's do not nest.");
        }

        Holder.Session.Run("BEGIN TRANSACTION");
        return _transaction = new(this);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private (string Path, IReadOnlyDictionary<string, string> Options) Parsed()
    {
        var path = "";
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, object> pair in new DbConnectionStringBuilder { ConnectionString = _connectionString })
        {
            if (pair.Key is "data source" or "datasource" or "filename")
            {
                path = (string)pair.Value;
            }
            else
            {
                options[pair.Key] = (string)pair.Value;
            }
        }

        return (path, options);
    }
}
