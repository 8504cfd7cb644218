using Weir.Buckets;

namespace Weir.Local.Objects;

/// <summary>A bucket in the environment's own folder. Every version is a file of its own, which never changes.</summary>
/// <param name="folder">The bucket's folder.</param>
/// <param name="incoming">Where contents are staged, on the same disk.</param>
/// <param name="placing">Told of a version's name and place before it gets there.</param>
/// <param name="tables">The folders in it that are tables'.</param>
internal sealed class ManagedBucket(string folder, string incoming, Action<StoredObject, string> placing, TableFolders tables) : IBucketFiles
{
    /// <summary>How often a place may be lost to others before giving up: each round ends with a more particular name.</summary>
    private const int Rounds = 50;

    public string Folder { get; } = folder;

    public string Incoming { get; } = incoming;

    public string? Refuses(string key) => tables.Refuse(key);

    public string Place(StoredObject staged, string file, ISet<string> changed)
    {
        var path = ObjectPath.Of(staged.Name.Key);
        for (var round = 0; round < Rounds; round++)
        {
            var full = Path.Combine(Folder, path);
            placing(staged, path);
            switch (Disk.Rename(file, full))
            {
                case Renamed.Done:
                    changed.Add(Path.GetDirectoryName(full)!);
                    return path;
                case Renamed.Taken:
                    path = ObjectPath.WithVersion(path, staged.Version);
                    break;
                case Renamed.NoFolder:
                    MakeFolder(Path.GetDirectoryName(full)!, changed);
                    break;
                case Renamed.FileInTheWay:
                    path = ObjectPath.Around(path, SegmentsToFile(path), staged.Version);
                    break;
            }
        }

        throw new IOException($"No free name was found for '{path}'.");
    }

    public Stream? Open(StoredObject version)
    {
        try
        {
            var content = new FileStream(
                PathOf(version), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            if (content.Length == version.Size)
            {
                return content;
            }

            content.Dispose();
            return null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public string PathOf(StoredObject version) => Path.Combine(Folder, version.Location);

    public void DeleteGarbage(long version, string location) => Delete(location);

    private void Delete(string location)
    {
        var file = Path.Combine(Folder, location);
        try
        {
            File.Delete(file);
            for (var above = Path.GetDirectoryName(file)!; above.Length > Folder.Length; above = Path.GetDirectoryName(above)!)
            {
                Directory.Delete(above);
            }
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // The folder is gone already, or holds other files still, or nobody may write to it.
        }
    }

    /// <summary>Deletes a content that never landed.</summary>
    /// <returns>Whether it was there.</returns>
    public bool DeleteOrphan(string location)
    {
        var file = Path.GetFullPath(Path.Combine(Folder, location));
        var wasThere = file.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file);
        if (wasThere)
        {
            Delete(location);
        }

        return wasThere;
    }

    public void DeleteRemoved(StoredObject version)
    {
        // It stays until no delivery is about it.
    }

    private static void MakeFolder(string path, ISet<string> changed)
    {
        var above = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(above))
        {
            MakeFolder(above, changed);
        }

        if (!Directory.Exists(path) && !File.Exists(path))
        {
            Directory.CreateDirectory(path);
        }

        // Whoever made it, this version relies on its entry too.
        changed.Add(above);
    }

    private int SegmentsToFile(string path)
    {
        var segments = path.Split('/');
        for (var count = 1; count < segments.Length; count++)
        {
            if (File.Exists(Path.Combine(Folder, Path.Combine(segments[..count]))))
            {
                return count;
            }
        }

        return 1;
    }
}
