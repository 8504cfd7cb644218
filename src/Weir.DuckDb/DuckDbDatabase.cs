using Weir.DuckDb.Native;
using Weir.DuckDb.Sessions;

namespace Weir.DuckDb;

/// <summary>A database that stays open while this object, or any connection to it, is not disposed.</summary>
/// <remarks>
/// A file is opened once in a process, however many objects and connection strings name it, also through links; all share it. The last of them
/// to be disposed writes what is left of the write-ahead log into the file and gives the file free. Safe for use by several
/// threads at once; its connections are not.
/// </remarks>
public sealed class DuckDbDatabase : IDisposable
{
    private readonly DatabaseLease _lease;

    /// <summary>Opens a database, and makes the file if there is none.</summary>
    /// <param name="path">
    /// The file; <c>:memory:</c> or empty for one in memory that only this object's connections share;
    /// <c>:memory:name</c> for one in memory that every opener of this name in the process shares.
    /// </param>
    /// <param name="options">DuckDB's configuration by name, such as <c>access_mode</c> or <c>threads</c>. None by default.</param>
    /// <exception cref="DuckDbException">The file cannot be opened, another process holds it, or an option is wrong.</exception>
    /// <exception cref="InvalidOperationException">It is open in this process already, with other options.</exception>
    /// <exception cref="DllNotFoundException">libduckdb is not there; the message says how to get it.</exception>
    public DuckDbDatabase(string path, IReadOnlyDictionary<string, string>? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        _lease = OpenDatabases.OfThisProcess.Open(path, options ?? new Dictionary<string, string>());
    }

    /// <summary>The version of libduckdb, such as <c>v1.5.6</c>.</summary>
    /// <exception cref="DllNotFoundException">libduckdb is not there; the message says how to get it.</exception>
    public static string LibraryVersion => NativeDatabase.Version();

    /// <summary>The full path of the file, with links resolved, or <c>:memory:…</c>.</summary>
    public string Path => _lease.Instance.Path;

    /// <summary>Makes a connection.</summary>
    /// <returns>An open connection, for the caller to dispose.</returns>
    /// <exception cref="ObjectDisposedException">This object is disposed and nobody else keeps the database open.</exception>
    public DuckDbConnection Connect() => new(OpenDatabases.OfThisProcess.Share(_lease));

    /// <summary>Gives up this object's hold. The database closes when its connections are disposed too.</summary>
    public void Dispose() => _lease.Dispose();
}
