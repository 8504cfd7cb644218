using System.Collections;
using System.Data;
using System.Data.Common;
using Weir.DuckDb.Columns;
using Weir.DuckDb.Native;
using Weir.DuckDb.Sessions;

namespace Weir.DuckDb;

/// <summary>Reads the rows of a result as DuckDB makes them, about 2,048 at a time; they are never all in memory.</summary>
/// <remarks>
/// <para>
/// DuckDB works ahead by its <c>streaming_buffer_size</c>, 1 MB by default: rows come when so much is there, or all.
/// </para>
/// <para>
/// What <see cref="GetValue"/> returns: the namesakes of the integers, of <see cref="bool"/>, <see cref="float"/>,
/// <see cref="double"/> and <see cref="Guid"/>; <see cref="Int128"/> for HUGEINT, <see cref="UInt128"/> for UHUGEINT,
/// <see cref="System.Numerics.BigInteger"/> for BIGNUM; <see cref="decimal"/> for DECIMAL up to 28 digits and
/// <see cref="DuckDbDecimal"/> beyond; <see cref="string"/> for VARCHAR, JSON and ENUM, and for BIT as zeros and ones; an array
/// of <see cref="byte"/> for BLOB and GEOMETRY; <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DuckDbTimeTz"/>;
/// <see cref="DateTime"/> of kind unspecified for TIMESTAMP (TIMESTAMP_NS cut to 100 ns); <see cref="DateTimeOffset"/> at
/// offset zero for TIMESTAMP WITH TIME ZONE; <see cref="DuckDbInterval"/>; an array of <see cref="object"/> for LIST and ARRAY;
/// a <see cref="Dictionary{TKey, TValue}"/> of string for STRUCT and of object for MAP; for UNION its member's value.
/// NULL is <see cref="DBNull.Value"/>, and null inside the nested types.
/// </para>
/// <para>
/// A date or time that is infinite reads as the greatest value of its type, minus infinity as the least; others outside the
/// years 1 to 9999 throw an <see cref="OverflowException"/>, and can be selected cast to VARCHAR.
/// </para>
/// <para>
/// The typed getters also read a number of another type, if it fits, and <see cref="GetFieldValue{T}"/> arrays such as
/// <c>long[]</c>, <see cref="TimeSpan"/> and the like, but lose nothing on the way. Disposing a reader executes the statements
/// that remain of the command.
/// </para>
/// </remarks>
public sealed class DuckDbDataReader : DbDataReader
{
    private readonly Session _session;
    private readonly Batch _batch;
    private readonly int _timeoutSeconds;
    private readonly DbConnection? _closing;
    private ResultHandle? _result;
    private ChunkHandle? _chunk;
    private Column[] _columns = [];
    private string[] _names = [];
    private long _row;
    private long _rows;
    private long _changed = -1;
    private bool _isClosed;

    private DuckDbDataReader(Session session, Batch batch, int timeoutSeconds, DbConnection? closing) =>
        (_session, _batch, _timeoutSeconds, _closing) = (session, batch, timeoutSeconds, closing);

    /// <summary>Always 0.</summary>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override int FieldCount => _columns.Length;

    /// <inheritdoc/>
    public override bool HasRows => _chunk is not null || _rows > 0;

    /// <inheritdoc/>
    public override bool IsClosed => _isClosed;

    /// <summary>
    /// How many rows the statements so far inserted, updated or deleted, 2,147,483,647 if they were more; -1 if none was of that kind.
    /// </summary>
    public override int RecordsAffected => ResultDrain.RecordsAffected(_changed);

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <summary>Goes to the next row.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="DuckDbException">DuckDB reported an error on the way to the next rows.</exception>
    public override bool Read() => Advance() ?? FetchNow(CancellationToken.None);

    /// <inheritdoc cref="Read"/>
    /// <param name="cancellationToken">Interrupts the statement.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the next rows came.</exception>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        return Advance() is { } known ? Task.FromResult(known) : Task.Run(() => FetchNow(cancellationToken), cancellationToken);
    }

    /// <summary>Executes the statements that follow, up to the next that returns rows.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="DuckDbException">DuckDB reported an error.</exception>
    public override bool NextResult() => NextResultNow(CancellationToken.None);

    /// <inheritdoc cref="NextResult"/>
    /// <param name="cancellationToken">Interrupts the statement.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the end.</exception>
    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) =>
        Task.Run(() => NextResultNow(cancellationToken), cancellationToken);

    /// <summary>Executes the statements that remain and gives the result free.</summary>
    /// <exception cref="DuckDbException">DuckDB reported an error in a statement that remained.</exception>
    public override void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        try
        {
            while (_batch.HasMore && !_session.IsClosed && NextResult())
            {
                // The rows of the remaining statements are not wanted.
            }
        }
        finally
        {
            EndResult();
            _batch.Dispose();
            _closing?.Close();
        }
    }

    /// <inheritdoc/>
    public override string GetName(int ordinal) => _names[ordinal];

    /// <summary>The place of the column with a name: the same name first, then the same but for case.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public override int GetOrdinal(string name) =>
        Array.IndexOf(_names, name) is >= 0 and var exact ? exact
        : Array.FindIndex(_names, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var similar ? similar
        : throw new IndexOutOfRangeException($"The result has no column '{name}'; it has {string.Join(", ", _names)}.");

    /// <summary>The name of a column's type in SQL, such as <c>DECIMAL(18,3)</c> or <c>INTEGER[]</c>.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public override string GetDataTypeName(int ordinal) => _columns[ordinal].TypeName;

    /// <summary>The type of a column's values as <see cref="GetValue"/> returns them.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public override Type GetFieldType(int ordinal) => _columns[ordinal].ClrType;

    /// <summary>The value of a column; see the remarks on <see cref="DuckDbDataReader"/> for its type.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    /// <exception cref="InvalidOperationException">There is no current row.</exception>
    public override object GetValue(int ordinal) => Current(ordinal).ValueOrNull(_row) ?? DBNull.Value;

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => Current(ordinal).ValueOrNull(_row) is null;

    /// <summary>The value of a column as a type, if that loses nothing.</summary>
    /// <typeparam name="T">The type; NULL needs one that can be null.</typeparam>
    /// <param name="ordinal">The column, from 0.</param>
    /// <exception cref="InvalidCastException">The value is NULL, or of a type that does not become a T.</exception>
    /// <exception cref="OverflowException">The number or time does not fit a T.</exception>
    public override T GetFieldValue<T>(int ordinal)
    {
        var column = Current(ordinal);
        if (column.IsNull(_row))
        {
            return default(T) is null && typeof(T) != typeof(string) && Nullable.GetUnderlyingType(typeof(T)) is not null
                ? default!
                : typeof(T) == typeof(object) ? (T)(object)DBNull.Value
                : throw new InvalidCastException($"The column '{_names[ordinal]}' is NULL; ask IsDBNull before reading it.");
        }

        return ReadAs.Value<T>(column, _row, _names[ordinal]);
    }

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => GetFieldValue<bool>(ordinal);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => GetFieldValue<byte>(ordinal);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => GetFieldValue<char>(ordinal);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => GetFieldValue<DateTime>(ordinal);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => GetFieldValue<decimal>(ordinal);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => GetFieldValue<double>(ordinal);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => GetFieldValue<float>(ordinal);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => GetFieldValue<Guid>(ordinal);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => GetFieldValue<short>(ordinal);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => GetFieldValue<int>(ordinal);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => GetFieldValue<long>(ordinal);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => GetFieldValue<string>(ordinal);

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        ReadAs.Part<byte>(GetFieldValue<byte[]>(ordinal), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        ReadAs.Part<char>(GetString(ordinal), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    /// <summary>Name, place, type and type name of each column.</summary>
    public override DataTable GetSchemaTable() => ReadAs.Schema(_columns, _names);

    /// <summary>Executes the first statements of a batch. The reader owns the batch, even when this throws.</summary>
    internal static DuckDbDataReader Open(
        Session session, Batch batch, int timeoutSeconds, DbConnection? closing, Watch watch)
    {
        var reader = new DuckDbDataReader(session, batch, timeoutSeconds, closing);
        try
        {
            reader.ToNextResult(watch);
            return reader;
        }
        catch
        {
            reader.Abandon();
            throw;
        }
    }

    private bool NextResultNow(CancellationToken cancellation)
    {
        EndResult();
        using var watch = _session.Watch(_timeoutSeconds, cancellation);
        return ToNextResult(watch);
    }

    private bool ToNextResult(Watch watch)
    {
        while (_batch.HasMore)
        {
            var result = _batch.ExecuteNext(watch);
            if (result.Kind is ResultKind.Rows)
            {
                Begin(result);
                Fetch(watch);
                _row = -1;
                return true;
            }

            using (result)
            {
                if (ResultDrain.RowsChanged(result, watch) is { } rows)
                {
                    _changed = Math.Max(_changed, 0) + rows;
                }
            }
        }

        return false;
    }

    private unsafe void Begin(ResultHandle result)
    {
        _result = result;
        _session.BeginReading(result);
        var count = checked((int)NativeQuery.ColumnCount(result.Pointer));
        _columns = new Column[count];
        _names = new string[count];
        for (var i = 0; i < count; i++)
        {
            _names[i] = NativeText.Borrowed(NativeQuery.ColumnName(result.Pointer, (ulong)i));
            _columns[i] = ColumnReaders.Of(NativeQuery.ColumnType(result.Pointer, (ulong)i));
        }
    }

    /// <returns>Whether there is a next row, or null when that needs a call into DuckDB.</returns>
    private bool? Advance()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _chunk is null ? false : ++_row < _rows ? true : null;
    }

    private bool FetchNow(CancellationToken cancellation)
    {
        using var watch = _session.Watch(_timeoutSeconds, cancellation);
        return Fetch(watch);
    }

    /// <summary>Gets the next chunk and goes to its first row; gives the result free at its end.</summary>
    private bool Fetch(Watch watch)
    {
        _chunk?.Dispose();
        _chunk = _result!.Fetch();
        _row = 0;
        if (_chunk is null)
        {
            var error = _result.Error;
            _result.Dispose();
            return error is null ? false : throw watch.Translated(error);
        }

        _rows = checked((long)NativeVectors.Size(_chunk));
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Attach(NativeVectors.Vector(_chunk, (ulong)i));
        }

        return true;
    }

    private Column Current(int ordinal) =>
        _chunk is not null && _row >= 0 && _row < _rows
            ? _columns[ordinal]
            : throw new InvalidOperationException("There is no current row; call Read first, and only while it returns true.");

    private void EndResult()
    {
        _chunk?.Dispose();
        if (_result is not null)
        {
            _session.EndReading();
        }

        (_chunk, _result, _columns, _names, _rows) = (null, null, [], [], 0);
    }

    private void Abandon()
    {
        _isClosed = true;
        EndResult();
        _batch.Dispose();
    }
}
