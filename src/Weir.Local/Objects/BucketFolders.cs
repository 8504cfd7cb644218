using Weir.Buckets;
using Weir.Failures;
using Weir.Local.State;

namespace Weir.Local.Objects;

/// <summary>The buckets of an environment, by name.</summary>
internal sealed class BucketFolders
{
    /// <summary>In an ordinary folder that is a bucket, where tables' files are written; the watch passes it over.</summary>
    private const string TableStore = ".weir-lake";

    private const string ManagedFolder = "buckets";

    private const string ManagedTableStore = "lake";

    private readonly Dictionary<string, IBucketFiles> _buckets = new(StringComparer.Ordinal);
    private readonly string _environment;
    private PlacementLog? _placements;

    /// <param name="environment">The environment's folder.</param>
    /// <param name="project">The project's folder, to which a bucket's own path is relative.</param>
    /// <param name="buckets">What the project declares.</param>
    /// <param name="time">The clock.</param>
    public BucketFolders(string environment, string project, IEnumerable<BucketDefinition> buckets, TimeProvider time)
    {
        Incoming = Path.Combine(environment, "incoming");
        _environment = environment;
        foreach (var bucket in buckets)
        {
            var tables = new TableFolders(bucket.TableFolders);
            _buckets[bucket.Name] = bucket.Path is { } path
                ? new FolderBucket(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, project)), time, tables)
                : new ManagedBucket(Path.Combine(environment, ManagedFolder, bucket.Name), Incoming, Placing, tables);
        }
    }

    /// <param name="incoming">Where the managed buckets stage contents.</param>
    /// <param name="buckets">The buckets, by name.</param>
    public BucketFolders(string incoming, IReadOnlyDictionary<string, IBucketFiles> buckets)
    {
        Incoming = incoming;
        _environment = Path.GetDirectoryName(incoming)!;
        foreach (var (name, bucket) in buckets)
        {
            _buckets[name] = bucket;
        }
    }

    /// <summary>Where the managed buckets stage contents.</summary>
    public string Incoming { get; }

    /// <summary>The ordinary folders that are buckets, by name.</summary>
    public IEnumerable<(string Name, FolderBucket Bucket)> Folders =>
        _buckets.Where(bucket => bucket.Value is FolderBucket).Select(bucket => (bucket.Key, (FolderBucket)bucket.Value));

    /// <summary>All folders that contents and tables' files are in.</summary>
    public IReadOnlyList<string> Contents =>
    [
        Incoming,
        Path.Combine(_environment, ManagedFolder),
        Path.Combine(_environment, ManagedTableStore),
        .. Folders.Select(folder => folder.Bucket.Folder),
    ];

    /// <exception cref="RefusedException">WEIR3002: there is no such bucket.</exception>
    public IBucketFiles Of(string bucket) => _buckets.TryGetValue(bucket, out var files)
        ? files
        : throw new RefusedException(ObjectFailures.NoBucket(bucket, _buckets.Keys));

    /// <summary>The bucket, or none when the project does not declare it any more.</summary>
    public IBucketFiles? Find(string bucket) => _buckets.GetValueOrDefault(bucket);

    /// <summary>Where a table has its files in a bucket.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">The table's folder in it.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="RefusedException">WEIR3002: there is no such bucket.</exception>
    public TablePlace PlaceOf(string bucket, string prefix, string table)
    {
        // On one disk with the bucket, so that a file can have a name in both.
        var (kept, folder) = Of(bucket) switch
        {
            FolderBucket ordinary => (Path.Combine(ordinary.Folder, TableStore), ordinary.Folder),
            ManagedBucket managed => (Path.Combine(_environment, ManagedTableStore), managed.Folder),
            _ => throw new NotSupportedException(bucket),
        };
        return new TablePlace(Path.Combine(kept, ObjectPath.Of(table)), Path.Combine([folder, .. prefix.Split('/')]));
    }

    /// <summary>Makes the folders, and empties those for staging: what lies there belongs to nobody.</summary>
    /// <exception cref="UnavailableException">WEIR3003: a folder cannot be made or written.</exception>
    public void Prepare()
    {
        foreach (var incoming in _buckets.Values.Select(bucket => bucket.Incoming).Append(Incoming).Distinct())
        {
            try
            {
                // A bucket's own folder is made, the one for staging in it not before something is staged.
                Directory.CreateDirectory(incoming == Incoming ? incoming : Path.GetDirectoryName(incoming)!);
                if (Directory.Exists(incoming))
                {
                    foreach (var left in Directory.EnumerateFiles(incoming))
                    {
                        File.Delete(left);
                    }

                    foreach (var left in Directory.EnumerateDirectories(incoming))
                    {
                        Directory.Delete(left, recursive: true);
                    }
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new UnavailableException(ObjectFailures.Unwritable(incoming, refused), refused);
            }
        }
    }

    /// <summary>Deletes what was removed from ordinary folders and is not garbage any more.</summary>
    /// <param name="isKnown">Whether a version is to be swept still, or to be removed.</param>
    /// <returns>In how many folders it looked.</returns>
    public int DeleteForgotten(Func<long, bool> isKnown)
    {
        var looked = 0;
        foreach (var (_, bucket) in Folders)
        {
            try
            {
                bucket.DeleteForgotten(isKnown);
                looked++;
            }
            catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
            {
                // It goes at another start, or whoever watches the folder says what is wrong with it.
            }
        }

        return looked;
    }

    /// <summary>Notes from now on what gets a place.</summary>
    public void Note(PlacementLog placements) => _placements = placements;

    /// <summary>Notes contents that are about to be deleted, for their names are forgotten first.</summary>
    public void Leaving(IEnumerable<GarbageRow> rows)
    {
        try
        {
            foreach (var row in rows.Where(row => Find(row.Name.Bucket) is ManagedBucket))
            {
                _placements?.Deleting(row.Version, row.Name, row.Location);
            }
        }
        catch (IOException)
        {
            // A full disk is no reason to keep what takes its room.
        }
    }

    /// <summary>Notes that contents were deleted.</summary>
    public void Left(IEnumerable<GarbageRow> rows) => _placements?.Deleted(rows.Select(row => row.Version));

    private void Placing(StoredObject version, string location) => _placements?.Placing(version.Version, version.Name, location);
}
