using Weir.Loads;

namespace Weir.Engine.Loads.Reading;

/// <summary>What became of a file's rows. Readers add to it from their threads; it is whole when all of them are done.</summary>
internal sealed class FileTally(LoadFile file)
{
    private readonly Lock _lock = new();
    private long _firstErrorAt = long.MaxValue;
    private long _withoutRows;

    public LoadFile File => file;

    /// <summary>Rows found, good and bad. A file, or the rest of one, that cannot be read counts as one row.</summary>
    public long RowsParsed { get; private set; }

    /// <summary>Rows given to the warehouse.</summary>
    public long RowsLoaded { get; private set; }

    /// <summary>Rows refused.</summary>
    public long RowsQuarantined { get; private set; }

    /// <summary>The refusal that stands first in the file; none when every row was loaded.</summary>
    public string? FirstError { get; private set; }

    /// <summary>The documents in which the rows' path leads nowhere.</summary>
    public long DocumentsWithoutRows => Interlocked.Read(ref _withoutRows);

    /// <summary>Whether nothing of it is read any more, because it breaks its table's contract.</summary>
    public bool IsRefused { get; set; }

    /// <summary>How the file's load ends.</summary>
    public LoadStatus Status => StatusOf(RowsLoaded, RowsQuarantined);

    /// <summary>How the load of a file ends of which so many rows were given to the warehouse, and so many refused.</summary>
    public static LoadStatus StatusOf(long loaded, long quarantined) => (quarantined, loaded) switch
    {
        (0, _) => LoadStatus.Loaded,
        (_, 0) => LoadStatus.LoadFailed,
        _ => LoadStatus.PartiallyLoaded,
    };

    public void Add(long parsed, long loaded, long quarantined)
    {
        lock (_lock)
        {
            RowsParsed += parsed;
            RowsLoaded += loaded;
            RowsQuarantined += quarantined;
        }
    }

    /// <summary>Counts documents in which the rows' path leads nowhere.</summary>
    public void AddWithoutRows(long documents) => Interlocked.Add(ref _withoutRows, documents);

    /// <summary>Keeps an error if it stands before those kept so far.</summary>
    public void NoteError(long offset, string error)
    {
        lock (_lock)
        {
            if (offset < _firstErrorAt)
            {
                _firstErrorAt = offset;
                FirstError = error;
            }
        }
    }
}
