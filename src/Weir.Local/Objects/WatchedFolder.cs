namespace Weir.Local.Objects;

/// <summary>One folder that is a bucket: what is in it, and hints of what changed. Hints may be missing, never misleading.</summary>
internal sealed class WatchedFolder : IDisposable
{
    /// <summary>With more hints than this all is looked at afresh instead.</summary>
    private const int MostHints = 20_000;

    private readonly Action _noticed;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private HashSet<string> _hints = new(StringComparer.Ordinal);
    private bool _lost = true;
    private readonly HashSet<string> _unnamable = new(StringComparer.Ordinal);
    private FileSystemWatcher? _watcher;
    private FileMark? _mark;

    /// <param name="bucket">The bucket's name.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="noticed">Called when there is a hint, on any thread.</param>
    public WatchedFolder(string bucket, FolderBucket folder, Action noticed)
    {
        Bucket = bucket;
        Folder = folder;
        _noticed = noticed;
        Connect();
    }

    public string Bucket { get; }

    public FolderBucket Folder { get; }

    /// <summary>Whether the system tells of changes.</summary>
    public bool IsNotified => _watcher is not null;

    /// <summary>Whether something was hinted at that was not taken.</summary>
    public bool HasHints
    {
        get
        {
            lock (_gate)
            {
                return _lost || _hints.Count > 0;
            }
        }
    }

    /// <summary>Takes the hints: keys that may have changed, or that all is to be looked at.</summary>
    public (bool All, IReadOnlyCollection<string> Keys) TakeHints()
    {
        lock (_gate)
        {
            var (all, keys) = (_lost, _hints);
            (_lost, _hints) = (false, new HashSet<string>(StringComparer.Ordinal));
            return (all, keys);
        }
    }

    /// <summary>The keys of folders that could not be read when they were last looked at; the empty one is the bucket's.</summary>
    public IReadOnlyCollection<string> Unreadable => _unreadable;

    /// <summary>Remembers what could not be read under a key, in place of what was remembered there before.</summary>
    /// <returns>What can be read again, or is gone.</returns>
    public IReadOnlyCollection<string> Remember(string key, IEnumerable<string> unreadable)
    {
        var readable = Replace(_unreadable, key, unreadable);
        if (readable.Count > 0)
        {
            // Nothing was heard from there until now: the system tells only of folders that could be read from the start.
            _watcher?.Dispose();
            _watcher = null;
            Lose();
        }

        return readable;
    }

    /// <summary>Remembers which names under a key are no text, in place of what was remembered there before.</summary>
    /// <returns>Those that are gone.</returns>
    public IReadOnlyCollection<string> RememberUnnamable(string key, IEnumerable<string> unnamable) => Replace(_unnamable, key, unnamable);

    /// <summary>Listens for changes, again when the folder was away for a while, or another has its place.</summary>
    /// <returns>Whether the folder is there.</returns>
    public bool Connect()
    {
        if (_mark?.IsGone == true)
        {
            // The system goes on to tell of the folder that was listened to, wherever it is now.
            _watcher?.Dispose();
            _watcher = null;
            _mark = null;
        }

        if (!Directory.Exists(Folder.Folder))
        {
            _watcher?.Dispose();
            _watcher = null;
            return false;
        }

        if (_watcher is null)
        {
            Listen();
        }

        return true;
    }

    public void Dispose() => _watcher?.Dispose();

    private static List<string> Replace(HashSet<string> known, string key, IEnumerable<string> now)
    {
        var before = known.Where(other => key.Length == 0 || other == key || other.StartsWith(key + '/', StringComparison.Ordinal)).ToList();
        known.ExceptWith(before);
        known.UnionWith(now);
        return [.. before.Where(other => !known.Contains(other))];
    }

    private void Listen()
    {
        // Marked first: what takes its place meanwhile is seen at the next look.
        _mark = new FileMark(Folder.Folder);
        var watcher = new FileSystemWatcher
        {
            Path = Folder.Folder,
            IncludeSubdirectories = true,
            InternalBufferSize = 64 * 1024,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Created += (_, change) => Hint(change.FullPath);
        watcher.Changed += (_, change) => Hint(change.FullPath);
        watcher.Deleted += (_, change) => Hint(change.FullPath);
        watcher.Renamed += (_, change) =>
        {
            Hint(change.OldFullPath);
            Hint(change.FullPath);
        };
        watcher.Error += (_, _) => Lose();
        try
        {
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;

            // Nobody has told of what is there already.
            lock (_gate)
            {
                _lost = true;
            }
        }
        catch (Exception refused) when (refused is IOException or ArgumentException)
        {
            // The system's limit of watches is used up: looking at all now and then has to do.
            watcher.Dispose();
        }
    }

    private void Hint(string path)
    {
        var key = KeyOf(path);
        if (Folder.PassesOver(key))
        {
            return;
        }

        lock (_gate)
        {
            if (_hints.Count < MostHints)
            {
                _hints.Add(key);
            }
            else
            {
                _lost = true;
            }
        }

        _noticed();
    }

    private void Lose()
    {
        lock (_gate)
        {
            _lost = true;
        }

        _noticed();
    }

    private string KeyOf(string path) => Path.GetRelativePath(Folder.Folder, path).Replace(Path.DirectorySeparatorChar, '/');
}
