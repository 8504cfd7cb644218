namespace Weir.Engine.Loads.Reading;

/// <summary>
/// Shares out the files of a batch among readers: each takes the next file that nobody has, and helps with one that another
/// has opened when there is none.
/// </summary>
internal sealed class WorkList(IEnumerable<FileTally> files)
{
    private readonly object _lock = new();
    private readonly Queue<FileTally> _waiting = new(files);
    private readonly List<RecordFeed> _shared = [];
    private int _opening;

    /// <summary>Takes the next piece of work: a file to open, or one to help with. Neither when all is handed out.</summary>
    /// <remarks>After a file to open, <see cref="Opened"/> must follow: others may be waiting to help.</remarks>
    public (FileTally? File, RecordFeed? Feed) Take()
    {
        lock (_lock)
        {
            while (true)
            {
                if (_waiting.TryDequeue(out var file))
                {
                    _opening++;
                    return (file, null);
                }

                _shared.RemoveAll(feed => feed.IsEmpty);
                if (_shared is [var shared, ..])
                {
                    return (null, shared);
                }

                if (_opening == 0)
                {
                    return (null, null);
                }

                Monitor.Wait(_lock);
            }
        }
    }

    /// <summary>Adds a file.</summary>
    public void Add(FileTally file)
    {
        lock (_lock)
        {
            _waiting.Enqueue(file);
        }
    }

    /// <summary>Says that a taken file has been opened.</summary>
    /// <param name="feed">The file's pieces, when others may help; none when its reader goes on alone.</param>
    public void Opened(RecordFeed? feed)
    {
        lock (_lock)
        {
            _opening--;
            if (feed is not null)
            {
                _shared.Add(feed);
            }

            Monitor.PulseAll(_lock);
        }
    }
}
