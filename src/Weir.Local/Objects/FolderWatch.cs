using Weir.Buckets;
using Weir.Engine.Objects;
using Weir.Failures;

namespace Weir.Local.Objects;

/// <summary>Watches the ordinary folders that are buckets, and gives out their files as objects once they are complete.</summary>
/// <remarks>
/// The index says what landed already, and how each file looked then; so a restart finds what came in the meantime, and
/// what was given out but not appended is given out again. A file that looks different is read: with the content that
/// landed it is still that version, and only its new looks are kept.
/// </remarks>
internal sealed class FolderWatch : IObjectWatch, IDisposable
{
    /// <summary>Objects given out in one go at the most.</summary>
    private const int Batch = 1_000;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookForFolders = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RefusedRest = TimeSpan.FromSeconds(10);

    private readonly BucketFolders _buckets;
    private readonly FolderIndex _index;
    private readonly ObjectVersions _versions;
    private readonly FileInspector _inspector;
    private readonly FolderWatchOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _noticed = new(0, 1);
    private readonly Dictionary<ObjectName, Candidate> _candidates = [];
    private readonly ArrivingDatasets _datasets = new();
    private readonly Refusals _refusals = new();
    private List<WatchedFolder>? _folders;
    private IReadOnlyList<StoredObject> _given = [];
    private long _rescanAt;
    private volatile bool _isSettled;

    public FolderWatch(
        BucketFolders buckets, FolderIndex index, ObjectVersions versions, FolderWatchOptions options, TimeProvider time)
    {
        _buckets = buckets;
        _index = index;
        _versions = versions;
        _inspector = new FileInspector(options, time);
        _options = options;
        _time = time;
        _isSettled = !buckets.Folders.Any();
    }

    public bool IsSettled => _isSettled && _folders?.Exists(folder => folder.HasHints) != true;

    public IReadOnlyList<Failure> Refused => _refusals.All;

    public async Task<IReadOnlyList<StoredObject>> NextAsync(CancellationToken cancellationToken)
    {
        _folders ??= [.. _buckets.Folders.Select(folder => new WatchedFolder(folder.Name, folder.Bucket, Notice))];
        foreach (var given in _given)
        {
            await ConsiderAsync(given.Name, cancellationToken);
        }

        _given = [];
        while (true)
        {
            _isSettled = false;
            await FollowHintsAsync(_folders, cancellationToken);
            var complete = await InspectAsync(cancellationToken);
            if (_refusals.TakeNews() || complete.Count > 0)
            {
                _given = complete;
                return complete;
            }

            _isSettled = _candidates.Keys.All(_refusals.Contains);
            await RestAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        _folders?.ForEach(folder => folder.Dispose());
        _noticed.Dispose();
    }

    private void Notice()
    {
        try
        {
            if (_noticed.CurrentCount == 0)
            {
                _noticed.Release();
            }
        }
        catch (Exception late) when (late is SemaphoreFullException or ObjectDisposedException)
        {
            // Another hint was quicker, or nobody listens any more.
        }
    }

    private async Task FollowHintsAsync(List<WatchedFolder> folders, CancellationToken cancellationToken)
    {
        var rescan = _time.GetTimestamp() >= _rescanAt;
        var start = _time.GetTimestamp();
        foreach (var folder in folders)
        {
            var isConnected = folder.Connect();
            var (all, keys) = folder.TakeHints();
            if (!isConnected || !folder.Unreadable.Contains(""))
            {
                var missing = isConnected ? null : ObjectFailures.NoFolder(folder.Folder.Folder);
                _refusals.Set(new ObjectName(folder.Bucket, ""), missing);
            }

            // A disk that is not mounted for now does not mean that every file was deleted.
            foreach (var key in !isConnected ? [] : rescan || all ? [""] : keys)
            {
                await LookAsync(folder, key, cancellationToken);
            }
        }

        if (rescan)
        {
            // A scan that takes long is made less often, so that it never takes more than a twentieth of the time.
            var took = _time.GetElapsedTime(start);
            var pause = !folders.TrueForAll(folder => folder.IsNotified) ? _options.RescanUnnotified
                : folders.Exists(folder => folder.Unreadable.Count > 0) ? RefusedRest
                : _options.Rescan;
            _rescanAt = After(pause > took * 20 ? pause : took * 20);
        }
    }

    /// <summary>Takes up what is new or changed under a key, and strikes off what is gone.</summary>
    private async Task LookAsync(WatchedFolder folder, string key, CancellationToken cancellationToken)
    {
        var walk = new FolderWalk(folder.Folder);
        var isThere = false;
        foreach (var present in walk.Files(key))
        {
            cancellationToken.ThrowIfCancellationRequested();
            isThere = true;
            await ConsiderAsync(new ObjectName(folder.Bucket, present), cancellationToken);
        }

        if (key.Length > 0 && !isThere)
        {
            _refusals.Set(new ObjectName(folder.Bucket, key), null);
        }

        foreach (var readable in folder.Remember(key, walk.Unreadable.Keys))
        {
            _refusals.Set(new ObjectName(folder.Bucket, readable), null);
        }

        foreach (var (unread, why) in walk.Unreadable)
        {
            _refusals.Set(new ObjectName(folder.Bucket, unread), ObjectFailures.UnreadableFolder(folder.Folder.PathOf(unread), why));
        }

        foreach (var gone in folder.RememberUnnamable(key, walk.Unnamable))
        {
            _refusals.Set(new ObjectName(folder.Bucket, gone), null);
        }

        foreach (var unnamable in walk.Unnamable)
        {
            _refusals.Set(new ObjectName(folder.Bucket, unnamable), ObjectFailures.NoText(folder.Folder.PathOf(unnamable)));
        }

        if (key.Length == 0 || !isThere)
        {
            await _index.RemoveMissingAsync(folder, key, cancellationToken);
        }
    }

    /// <summary>Takes up a file unless it has landed as it is.</summary>
    private async Task ConsiderAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var folder = FolderOf(name);
        FileFacts? looks;
        try
        {
            looks = FileFacts.Of(folder.PathOf(name.Key));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _refusals.Set(name, ObjectFailures.Unreadable(name, refused));
            return;
        }

        if (looks is not { } facts
            || await _index.HasLandedAsync(folder, name, facts, cancellationToken))
        {
            Drop(name);
            _refusals.Set(name, null);
            return;
        }

        if (_datasets.Holds(name, facts))
        {
            return;
        }

        if (RefusalOf(name, folder) is { } refusal)
        {
            _refusals.Set(name, refusal);
        }
        else if (!_candidates.TryGetValue(name, out var known) || known.Facts != facts)
        {
            _refusals.Set(name, null);
            var now = _time.GetTimestamp();
            _candidates[name] = new Candidate(name, facts, now, now);
        }
    }

    private static Failure? RefusalOf(ObjectName name, FolderBucket folder)
    {
        try
        {
            return ObjectKey.Check(name.Key)
                ?? (folder.Refuses(name.Key) is { } why ? ObjectFailures.BadKey(name, why) : null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Such as links that lead in a circle.
            return ObjectFailures.Unreadable(name, refused);
        }
    }

    private async Task<IReadOnlyList<StoredObject>> InspectAsync(CancellationToken cancellationToken)
    {
        var complete = new List<StoredObject>();
        var renewed = new List<StoredObject>();
        var now = _time.GetTimestamp();
        foreach (var candidate in _candidates.Values.Where(candidate => candidate.LookAt <= now).Take(Batch).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var folder = FolderOf(candidate.Name);
            var inspection = _inspector.Inspect(folder, candidate);
            _refusals.Set(candidate.Name, inspection.Failure);
            switch (inspection.Kind)
            {
                case FileInspection.Result.Gone:
                    Drop(candidate.Name);
                    break;
                case FileInspection.Result.Placed:
                    // Put through Weir a moment ago: it is landing, or soon has.
                    await ConsiderAsync(candidate.Name, cancellationToken);
                    Postpone(candidate, inspection.Facts, LookAgain);
                    break;
                case FileInspection.Result.Complete:
                    var landed = Object(candidate.Name, inspection);
                    if (await _index.FindSameAsync(landed, cancellationToken) is { } same)
                    {
                        renewed.Add(same with { Location = landed.Location });
                    }
                    else
                    {
                        complete.Add(landed);
                    }

                    break;
                default:
                    var refused = inspection.Kind == FileInspection.Result.Refused;
                    Postpone(candidate, inspection.Facts, refused ? RefusedRest : LookAgain);
                    break;
            }
        }

        await _index.RenewAsync(renewed, cancellationToken);
        foreach (var done in complete.Concat(renewed))
        {
            _candidates.Remove(done.Name);
        }

        return _datasets.Take(complete, _candidates.Keys);
    }

    private void Drop(ObjectName name)
    {
        _candidates.Remove(name);
        _datasets.Drop(name);
    }

    private void Postpone(Candidate candidate, FileFacts? facts, TimeSpan rest)
    {
        if (_candidates.ContainsKey(candidate.Name))
        {
            var since = facts == candidate.Facts ? candidate.Since : _time.GetTimestamp();
            _candidates[candidate.Name] = candidate with { Facts = facts, Since = since, LookAt = After(rest) };
        }
    }

    private StoredObject Object(ObjectName name, FileInspection inspection) => new()
    {
        Name = name,
        ETag = inspection.ETag!,
        Size = inspection.Facts!.Value.Size,
        Version = _versions.Next(),
        LandedAt = _time.GetUtcNow(),
        Location = FolderBucket.Location(inspection.Facts.Value),
    };

    private async Task RestAsync(CancellationToken cancellationToken)
    {
        // Nobody is told when a folder is moved away or another takes its place.
        var next = _folders is [] ? long.MaxValue : Math.Min(_rescanAt, After(LookForFolders));
        var until = _candidates.Values.Select(candidate => candidate.LookAt).Append(next).Min();
        if (until == long.MaxValue)
        {
            await _noticed.WaitAsync(cancellationToken);
            return;
        }

        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var left = _time.GetElapsedTime(_time.GetTimestamp(), until);
        var noticed = _noticed.WaitAsync(rest.Token);
        await Task.WhenAny(noticed, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, rest.Token));
        await rest.CancelAsync();
        await noticed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private FolderBucket FolderOf(ObjectName name) => (FolderBucket)_buckets.Of(name.Bucket);

    private long After(TimeSpan span) => _time.GetTimestamp() + (long)(span.TotalSeconds * _time.TimestampFrequency);
}
