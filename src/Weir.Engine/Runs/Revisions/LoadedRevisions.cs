namespace Weir.Engine.Runs.Revisions;

/// <summary>The revisions that runs go on with: each read once for all of them, and a few more for those that come next.</summary>
/// <param name="revisions">Where they are kept.</param>
/// <param name="runnerOf">Makes what takes events through the pipelines of one.</param>
internal sealed class LoadedRevisions(IRevisions revisions, Func<KeptProject, Runner> runnerOf) : IAsyncDisposable
{
    /// <summary>Those in memory that no run goes on with.</summary>
    public const int MostIdle = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _turns;

    /// <summary>How many are in memory.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Reads a revision, unless it is there. Disposing what is returned lets it go again.</summary>
    /// <exception cref="Failures.RefusedException">As of <see cref="IRevisions.OpenAsync"/>.</exception>
    /// <exception cref="Failures.UnavailableException">As of <see cref="IRevisions.OpenAsync"/>.</exception>
    public async Task<RevisionUse> TakeAsync(string revision, CancellationToken cancellationToken)
    {
        Entry? entry;
        lock (_gate)
        {
            if (!_entries.TryGetValue(revision, out entry))
            {
                // Whoever asks first may give up before the others do.
                _entries[revision] = entry = new Entry(Task.Run(() => LoadAsync(revision), CancellationToken.None));
            }

            entry.Users++;
        }

        try
        {
            var (project, runner) = await entry.Loaded.WaitAsync(cancellationToken);
            return new RevisionUse(project.Definition, runner, () => LeaveAsync(revision, entry));
        }
        catch
        {
            await LeaveAsync(revision, entry);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<Entry> left;
        lock (_gate)
        {
            left = [.. _entries.Values];
            _entries.Clear();
        }

        foreach (var entry in left)
        {
            await entry.CloseAsync();
        }
    }

    private async Task<(KeptProject Project, Runner Runner)> LoadAsync(string revision)
    {
        var project = await revisions.OpenAsync(revision, CancellationToken.None);
        return (project, runnerOf(project));
    }

    private async ValueTask LeaveAsync(string revision, Entry entry)
    {
        var closed = new List<Entry>();
        lock (_gate)
        {
            entry.Users--;
            entry.LeftAt = ++_turns;

            // What could not be read may be the next time.
            if (entry.Loaded.IsFaulted && _entries.GetValueOrDefault(revision) == entry)
            {
                _entries.Remove(revision);
            }

            foreach (var (name, idle) in _entries.Where(known => known.Value.Users == 0).OrderByDescending(known => known.Value.LeftAt).Skip(MostIdle).ToList())
            {
                _entries.Remove(name);
                closed.Add(idle);
            }
        }

        foreach (var idle in closed)
        {
            await idle.CloseAsync();
        }
    }

    /// <summary>A revision in memory. The gate guards what changes.</summary>
    private sealed class Entry(Task<(KeptProject Project, Runner Runner)> loaded)
    {
        public Task<(KeptProject Project, Runner Runner)> Loaded { get; } = loaded;

        public int Users { get; set; }

        public long LeftAt { get; set; }

        public async ValueTask CloseAsync()
        {
            await ((Task)Loaded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Loaded.IsCompletedSuccessfully)
            {
                await (await Loaded).Project.DisposeAsync();
            }
        }
    }
}
