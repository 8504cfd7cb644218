using System.Runtime.InteropServices;

namespace Weir.Local.Sqlite;

/// <summary>SQLite refused a call. Never leaves this assembly: whoever calls says what it means for Weir.</summary>
/// <param name="code">SQLite's extended result code.</param>
/// <param name="message">SQLite's own words.</param>
internal sealed class SqliteFault(int code, string message) : Exception($"{message} (SQLite {code})")
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary><c>SQLITE_IOERR_SHMSIZE</c>: the -shm file cannot grow, which is how a full disk shows itself when a file is opened.</summary>
    private const int NoRoomToShare = 4874;

    /// <summary>SQLite's extended result code, see https://www.sqlite.org/rescode.html.</summary>
    public int Code { get; } = code;

    /// <summary>Whether the file itself is damaged or none of SQLite's.</summary>
    public bool IsDamage => (Code & 0xFF) is Corrupt or NotADatabase;

    /// <summary>Whether there is no room for more.</summary>
    public bool IsFull => Code is NoRoomToShare || (Code & 0xFF) is Full;

    /// <summary>Whether the file may not be written.</summary>
    public bool IsReadOnly => (Code & 0xFF) is ReadOnly or Permission;

    /// <summary>Whether the cause lies with the store or the disk, not with the statement.</summary>
    public bool ConcernsStore =>
        IsDamage || IsFull || IsReadOnly || (Code & 0xFF) is Busy or Locked or NoMemory or InputOutput or CannotOpen;

    public static SqliteFault Of(nint database, int code) =>
        new(code, Marshal.PtrToStringUTF8(NativeSqlite.Message(database)) ?? "unknown error");
}
