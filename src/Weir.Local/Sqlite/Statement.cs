using System.Runtime.InteropServices;
using System.Text;

namespace Weir.Local.Sqlite;

/// <summary>A compiled statement, bound, stepped and reset over and over. Parameters and columns as SQLite counts them.</summary>
internal sealed unsafe class Statement(nint database, string sql) : IDisposable
{
    private const int ArenaBytes = 4096;

    private readonly List<nint> _large = [];
    private nint _handle;
    private byte* _arena;
    private int _used;

    /// <summary>The first statement of several, compiled, and what follows it.</summary>
    /// <param name="database">SQLite's handle.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="rest">Those that follow.</param>
    /// <returns>None when the text has no statement, as of a comment alone.</returns>
    /// <exception cref="SqliteFault">It is not well formed.</exception>
    public static Statement? First(nint database, string sql, out string rest)
    {
        var text = Encoding.UTF8.GetBytes(sql);
        fixed (byte* start = text)
        {
            var code = NativeSqlite.PrepareFirst(database, start, text.Length, 0, out var handle, out var tail);
            if (code != 0)
            {
                throw SqliteFault.Of(database, code);
            }

            rest = tail is null ? "" : Encoding.UTF8.GetString(text.AsSpan((int)(tail - start)));
            return handle == nint.Zero ? null : new Statement(database, "") { _handle = handle };
        }
    }

    /// <summary>Binds a number.</summary>
    public Statement Bind(int index, long value)
    {
        Check(NativeSqlite.BindInt64(Compiled(), index, value));
        return this;
    }

    /// <summary>Binds a text, or nothing.</summary>
    public Statement Bind(int index, string? text)
    {
        if (text is null)
        {
            return BindNull(index);
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var room = Room(most <= ArenaBytes - _used ? most : Math.Max(1, Encoding.UTF8.GetByteCount(text)));
        var bytes = Encoding.UTF8.GetBytes(text, room);
        Keep(room, bytes);
        fixed (byte* start = room)
        {
            Check(NativeSqlite.BindText(Compiled(), index, start, bytes, nint.Zero));
        }

        return this;
    }

    /// <summary>Binds a UUID as 16 bytes that sort as its text does.</summary>
    public Statement Bind(int index, Guid value)
    {
        var room = Room(16);
        value.TryWriteBytes(room, bigEndian: true, out _);
        Keep(room, 16);
        fixed (byte* start = room)
        {
            Check(NativeSqlite.BindBlob(Compiled(), index, start, 16, nint.Zero));
        }

        return this;
    }

    /// <summary>Binds a time to the tick.</summary>
    public Statement Bind(int index, DateTimeOffset time) => Bind(index, time.UtcTicks);

    /// <summary>Binds a time to the tick, or nothing.</summary>
    public Statement BindOrNull(int index, DateTimeOffset? time) => time is { } known ? Bind(index, known) : BindNull(index);

    /// <summary>Binds nothing.</summary>
    public Statement BindNull(int index)
    {
        Check(NativeSqlite.BindNull(Compiled(), index));
        return this;
    }

    /// <summary>Goes to the next row; at the end the statement is ready for its next use.</summary>
    /// <exception cref="SqliteFault">SQLite refused; the statement is ready for its next use all the same.</exception>
    public bool Step()
    {
        var code = NativeSqlite.Step(Compiled());
        if (code == NativeSqlite.Row)
        {
            return true;
        }

        var fault = code == NativeSqlite.Done ? null : SqliteFault.Of(database, code);
        Reset();
        return fault is null ? false : throw fault;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        if (Step())
        {
            Reset();
        }
    }

    /// <summary>Gives up the rows that are left.</summary>
    public void Reset()
    {
        if (_handle != nint.Zero)
        {
            _ = NativeSqlite.Reset(_handle);
        }

        _used = 0;
        if (_large.Count > 0)
        {
            FreeLarge();
        }
    }

    public bool IsNull(int column) => NativeSqlite.ColumnType(_handle, column) == NativeSqlite.TypeNull;

    /// <summary>How many columns the rows have. Compiles the statement.</summary>
    public int Columns => NativeSqlite.ColumnCount(Compiled());

    public string NameOf(int column) => Marshal.PtrToStringUTF8(NativeSqlite.ColumnName(Compiled(), column)) ?? "";

    /// <summary>The type that a column of a table was declared with; none for an expression.</summary>
    public string? DeclarationOf(int column) => Marshal.PtrToStringUTF8(NativeSqlite.ColumnDeclaration(Compiled(), column));

    /// <summary>What the value of the row is, as SQLite numbers it.</summary>
    public int KindOf(int column) => NativeSqlite.ColumnType(_handle, column);

    public double Double(int column) => NativeSqlite.ColumnDouble(_handle, column);

    /// <summary>The value as text, until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        var start = NativeSqlite.ColumnText(_handle, column);
        return new ReadOnlySpan<byte>(start, NativeSqlite.ColumnBytes(_handle, column));
    }

    public long Int64(int column) => NativeSqlite.ColumnInt64(_handle, column);

    public int Int32(int column) => (int)Int64(column);

    public DateTimeOffset Time(int column) => new(Int64(column), TimeSpan.Zero);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public Guid Uuid(int column) => Bytes(column) is { Length: 16 } bytes ? new Guid(bytes, bigEndian: true) : Guid.Empty;

    public void Dispose()
    {
        if (_handle != nint.Zero)
        {
            Reset();
            _ = NativeSqlite.Finalize(_handle);
            _handle = nint.Zero;
        }

        NativeMemory.Free(_arena);
        _arena = null;
    }

    private ReadOnlySpan<byte> Bytes(int column)
    {
        var start = NativeSqlite.ColumnBlob(_handle, column);
        return new ReadOnlySpan<byte>(start, NativeSqlite.ColumnBytes(_handle, column));
    }

    private nint Compiled()
    {
        if (_handle == nint.Zero)
        {
            var text = Encoding.UTF8.GetBytes(sql);
            fixed (byte* start = text)
            {
                Check(NativeSqlite.Prepare(
                    database, start, text.Length, NativeSqlite.PreparePersistent, out _handle, nint.Zero));
            }
        }

        return _handle;
    }

    /// <summary>Native memory that stays put until the statement is reset, so that SQLite need not copy what is bound.</summary>
    private Span<byte> Room(int bytes)
    {
        if (bytes > ArenaBytes - _used)
        {
            var large = NativeMemory.Alloc((nuint)bytes);
            _large.Add((nint)large);
            return new Span<byte>(large, bytes);
        }

        if (_arena is null)
        {
            _arena = (byte*)NativeMemory.Alloc(ArenaBytes);
        }

        return new Span<byte>(_arena + _used, ArenaBytes - _used);
    }

    private void Keep(Span<byte> room, int bytes)
    {
        fixed (byte* start = room)
        {
            if (start == _arena + _used)
            {
                _used += bytes;
            }
        }
    }

    private void FreeLarge()
    {
        foreach (var large in _large)
        {
            NativeMemory.Free((void*)large);
        }

        _large.Clear();
    }

    private void Check(int code)
    {
        if (code != 0)
        {
            throw SqliteFault.Of(database, code);
        }
    }
}
