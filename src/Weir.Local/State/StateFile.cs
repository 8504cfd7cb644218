using System.Buffers.Binary;

using Microsoft.Win32.SafeHandles;

using Weir.Failures;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The file <c>state.db</c>: made whole or not at all, recognised before anything is written to it.</summary>
/// <param name="path">The file's path, whose folder exists.</param>
internal sealed class StateFile(string path)
{
    // https://www.sqlite.org/fileformat2.html#the_database_header
    private const int HeaderBytes = 100;
    private const int UserVersionAt = 60;
    private const int ApplicationIdAt = 68;

    private FileMark? _opened;

    public string Path { get; } = path;

    /// <summary>Makes sure that the file is still there that was opened.</summary>
    /// <exception cref="RefusedException">WEIR4006: it was deleted or replaced.</exception>
    public void Check()
    {
        if (_opened is { IsGone: true })
        {
            throw new RefusedException(StateFailures.Deleted(Path));
        }
    }

    /// <summary>Opens the connection that writes, making or updating the file first where needed.</summary>
    /// <exception cref="RefusedException">
    /// WEIR4001, WEIR4002, WEIR4004: the file is not one that this Weir can use. WEIR4006: it is not the one opened before.
    /// </exception>
    /// <exception cref="UnavailableException">WEIR4003: the disk is full or refuses.</exception>
    public Database OpenToWrite()
    {
        Check();
        try
        {
            if (!File.Exists(Path))
            {
                Make();
            }

            Recognise();
            var database = Configured(Database.Open(Path, readOnly: false));
            _opened ??= new FileMark(Path);
            return database;
        }
        catch (SqliteFault fault)
        {
            throw Explain(fault, "Opening");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(StateFailures.Refuses(Path, "Opening", refused.Message), refused);
        }
    }

    /// <summary>Opens a connection that reads. The writing one must be open.</summary>
    public Database OpenToRead()
    {
        try
        {
            var database = Database.Open(Path, readOnly: true);
            database.Execute("PRAGMA cache_size = -2048");
            return database;
        }
        catch (SqliteFault fault)
        {
            throw Explain(fault, "Opening");
        }
    }

    /// <summary>Opens the log of the writing connection, which must have read before, to flush it.</summary>
    /// <exception cref="UnavailableException">WEIR4003: it cannot be opened.</exception>
    public SafeFileHandle OpenLog()
    {
        try
        {
            return File.OpenHandle(
                Path + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(StateFailures.Refuses(Path, "Opening", refused.Message), refused);
        }
    }

    /// <summary>What a flush that the disk refused means to whoever runs Weir.</summary>
    public Exception Explain(IOException refused, string doing) => new UnavailableException(
        Disk.IsFull(refused) ? StateFailures.Full(Path, doing) : StateFailures.Refuses(Path, doing, refused.Message), refused);

    /// <summary>What a fault of SQLite's means to whoever runs Weir.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="doing">What was being done, such as "Writing".</param>
    public Exception Explain(SqliteFault fault, string doing) => fault switch
    {
        { IsDamage: true } => new RefusedException(StateFailures.Damaged(Path, fault.Message), fault),
        { IsFull: true } => new UnavailableException(StateFailures.Full(Path, doing), fault),
        { ConcernsStore: true } => new UnavailableException(StateFailures.Refuses(Path, doing, fault.Message), fault),
        _ => new InvalidOperationException($"{doing} {Path} failed: {fault.Message}.", fault),
    };

    private static Database Configured(Database database)
    {
        try
        {
            database.Execute("PRAGMA journal_mode = WAL");

            // Commits are flushed by the writer, several at a time; checkpoints, and a log that starts afresh, by SQLite.
            database.Execute("PRAGMA synchronous = NORMAL");
            database.Execute("PRAGMA wal_autocheckpoint = 0");
            database.Execute("PRAGMA secure_delete = OFF");
            database.Execute("PRAGMA temp_store = MEMORY");
            database.Execute("PRAGMA cache_size = -16384");
            StateSchema.Update(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Under another name first, so that a file of this name is never half made.</summary>
    private void Make()
    {
        var unfinished = Path + ".new";
        File.Delete(unfinished);
        File.Delete(unfinished + "-journal");
        using (var database = Database.Open(unfinished, readOnly: false))
        {
            StateSchema.Create(database);
        }

        File.Move(unfinished, Path);
        Disk.Sync(System.IO.Path.GetDirectoryName(Path)!);
    }

    /// <summary>Reads the header without SQLite, which might write to a file that is not ours.</summary>
    private void Recognise()
    {
        var header = new byte[HeaderBytes];
        using (var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0))
        {
            if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes
                || !header.AsSpan().StartsWith("SQLite format 3\0"u8))
            {
                throw new RefusedException(StateFailures.Damaged(Path, "it does not begin as a SQLite file does"));
            }
        }

        if (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdAt)) != StateSchema.ApplicationId)
        {
            throw new RefusedException(StateFailures.Foreign(Path));
        }

        var version = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(UserVersionAt));
        if (version > StateSchema.Version)
        {
            throw new RefusedException(StateFailures.Newer(Path, version, StateSchema.Version));
        }
    }
}
