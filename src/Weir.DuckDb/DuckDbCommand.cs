using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Weir.DuckDb.Native;
using Weir.DuckDb.Sessions;

namespace Weir.DuckDb;

/// <summary>SQL to be executed on a connection: one statement or several, with parameters.</summary>
/// <remarks>
/// Parameters are <c>?</c>, <c>$1</c> or <c>$name</c>. Of several statements each sees all of them, <c>?</c> beginning
/// with the first one again. The asynchronous methods run on a thread of the pool, as DuckDB works on its caller's thread.
/// </remarks>
public sealed class DuckDbCommand : DbCommand
{
    private DbConnection? _connection;
    private StatementHandle? _prepared;
    private Session? _preparedOn;

    /// <summary>Makes a command without a text or connection.</summary>
    public DuckDbCommand()
    {
    }

    /// <summary>One statement or several, with semicolons between them. Empty by default.</summary>
    [AllowNull]
    public override string CommandText
    {
        get;
        set
        {
            field = value ?? "";
            ForgetPrepared();
        }
    }
    = "";

    /// <summary>
    /// How many seconds each call into DuckDB (a statement, the fetching of the next rows) may take; 0, the default, is
    /// without end. What takes longer ends with a <see cref="DuckDbException"/> of kind
    /// <see cref="DuckDbErrorKind.Interrupt"/> whose inner exception is a <see cref="TimeoutException"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public override int CommandTimeout
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Always <see cref="CommandType.Text"/>.</summary>
    /// <exception cref="NotSupportedException">Another type is set.</exception>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value is not CommandType.Text)
            {
                throw new NotSupportedException("A DuckDB command is always SQL text.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; } = UpdateRowSource.None;

    /// <summary>The parameters.</summary>
    public new DuckDbParameterCollection Parameters { get; } = new();

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => _connection = value is null or ISessionHolder
            ? value
            : throw new ArgumentException($"A DuckDB command cannot run on a {value.GetType()}.", nameof(value));
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <summary>Means nothing here: a command is in whatever transaction its connection is in.</summary>
    protected override DbTransaction? DbTransaction { get; set; }

    private Session Session => (_connection as ISessionHolder
        ?? throw new InvalidOperationException("The command has no connection.")).Session;

    /// <summary>Interrupts the command if another thread is executing it; it ends with an <see cref="OperationCanceledException"/>.</summary>
    public override void Cancel() => (_connection as ISessionHolder)?.Session.Interrupt();

    /// <summary>
    /// Keeps the statement planned until the text changes or the command is disposed: a small statement that is executed
    /// again and again takes half of the time or less. Does nothing for a text of several statements.
    /// </summary>
    /// <remarks>Give parameters a type in the SQL (<c>$1::BIGINT</c>, the columns of an INSERT), or each value is planned anew.</remarks>
    /// <exception cref="DuckDbException">The text cannot be parsed, or names what is not there.</exception>
    /// <exception cref="InvalidOperationException">There is no open connection, or a reader is open on it.</exception>
    public override void Prepare()
    {
        ForgetPrepared();
        var session = Session;
        using var watch = session.Watch(CommandTimeout, CancellationToken.None);
        (_prepared, _preparedOn) = (Batch.PrepareSingle(session, CommandText, watch), session);
    }

    /// <summary>
    /// Whether the text is a single statement that asks: a SELECT, SHOW, DESCRIBE or SUMMARIZE, or an EXPLAIN. An EXPLAIN ANALYZE
    /// runs what it explains; a transaction that is read-only keeps it from changing anything.
    /// </summary>
    /// <exception cref="DuckDbException">The text cannot be parsed, or names what is not there.</exception>
    /// <exception cref="InvalidOperationException">There is no open connection, or a reader is open on it.</exception>
    public bool IsQuery()
    {
        using var watch = Session.Watch(CommandTimeout, CancellationToken.None);
        using var statement = Batch.PrepareSingle(Session, CommandText, watch);
        return statement is not null && Batch.IsQuery(statement);
    }

    /// <summary>Executes the statements and reads over any rows they return.</summary>
    /// <returns>
    /// How many rows were inserted, updated or deleted in all, 2,147,483,647 if they were more; -1 if no statement was of that kind.
    /// </returns>
    /// <exception cref="DuckDbException">DuckDB reported an error; statements before it are done.</exception>
    /// <exception cref="InvalidOperationException">There is no open connection, or a reader is open on it.</exception>
    public override int ExecuteNonQuery() => ExecuteNonQueryNow(CancellationToken.None);

    /// <inheritdoc cref="ExecuteNonQuery"/>
    /// <param name="cancellationToken">Interrupts the statement.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the end.</exception>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        Task.Run(() => ExecuteNonQueryNow(cancellationToken), cancellationToken);

    /// <summary>Executes the statements and returns the first value of the first row of the first result.</summary>
    /// <returns>The value, <see cref="DBNull.Value"/> for NULL; null when there is no row.</returns>
    /// <exception cref="DuckDbException">DuckDB reported an error.</exception>
    /// <exception cref="InvalidOperationException">There is no open connection, or a reader is open on it.</exception>
    public override object? ExecuteScalar() => ExecuteScalarNow(CancellationToken.None);

    /// <inheritdoc cref="ExecuteScalar"/>
    /// <param name="cancellationToken">Interrupts the statement.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the end.</exception>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        Task.Run(() => ExecuteScalarNow(cancellationToken), cancellationToken);

    /// <summary>Executes the statements up to the first that returns rows, and reads those as they come.</summary>
    /// <returns>The reader, for the caller to dispose.</returns>
    /// <exception cref="DuckDbException">DuckDB reported an error.</exception>
    /// <exception cref="InvalidOperationException">There is no open connection, or a reader is open on it.</exception>
    public new DuckDbDataReader ExecuteReader() => Open(CommandBehavior.Default, CancellationToken.None);

    /// <inheritdoc cref="ExecuteReader()"/>
    /// <param name="cancellationToken">Interrupts the statement, until the reader is there.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the end.</exception>
    public new Task<DuckDbDataReader> ExecuteReaderAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Open(CommandBehavior.Default, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new DuckDbParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Open(behavior, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(
        CommandBehavior behavior, CancellationToken cancellationToken) =>
        await Task.Run(() => Open(behavior, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ForgetPrepared();
        }

        base.Dispose(disposing);
    }

    private Batch NewBatch(Session session, Watch watch) => _prepared is not null && _preparedOn == session
        ? new(session, _prepared, Parameters)
        : new(session, CommandText, Parameters, watch);

    private void ForgetPrepared()
    {
        _prepared?.Dispose();
        (_prepared, _preparedOn) = (null, null);
    }

    private DuckDbDataReader Open(CommandBehavior behavior, CancellationToken cancellation)
    {
        var session = Session;
        using var watch = session.Watch(CommandTimeout, cancellation);
        var batch = NewBatch(session, watch);
        var closing = behavior.HasFlag(CommandBehavior.CloseConnection) ? _connection : null;
        return DuckDbDataReader.Open(session, batch, CommandTimeout, closing, watch);
    }

    private int ExecuteNonQueryNow(CancellationToken cancellation)
    {
        var session = Session;
        using var watch = session.Watch(CommandTimeout, cancellation);
        using var batch = NewBatch(session, watch);
        var changed = -1L;
        while (batch.HasMore)
        {
            using var result = batch.ExecuteNext(watch);
            if (ResultDrain.RowsChanged(result, watch) is { } rows)
            {
                changed = Math.Max(changed, 0) + rows;
            }
        }

        return ResultDrain.RecordsAffected(changed);
    }

    private object? ExecuteScalarNow(CancellationToken cancellation)
    {
        using var reader = Open(CommandBehavior.Default, cancellation);
        return reader.FieldCount > 0 && reader.Read() ? reader.GetValue(0) : null;
    }
}
