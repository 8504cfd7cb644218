using Weir.Buckets;
using Weir.Failures;

namespace Weir.Local.Objects;

/// <summary>Datasets in an ordinary folder: a whole folder comes and goes under its name at once, for everybody who looks.</summary>
internal static class FolderDatasets
{
    /// <summary>Gathers staged files in a folder aside, makes it durable, and renames it into place.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="members">The versions, and where they are staged.</param>
    /// <param name="folder">What all their keys start with, up to and with a slash.</param>
    /// <returns>The versions where they are now; none when something has the folder's name, and all is where it was.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="RefusedException">WEIR3001: something else is where the folder, or one of its files, would be.</exception>
    public static IReadOnlyList<StoredObject>? Place(
        FolderBucket bucket, IReadOnlyList<(StoredObject Version, string File)> members, string folder)
    {
        var final = bucket.PathOf(folder.TrimEnd('/'));
        if (Path.Exists(final))
        {
            return null;
        }

        if (bucket.WhyNoRoom(folder.TrimEnd('/')) is { } why)
        {
            throw new RefusedException(ObjectFailures.BadKey(members[0].Version.Name, why));
        }

        var aside = Path.Combine(bucket.Incoming, $"dataset-{members[0].Version.Version}");
        try
        {
            return Place(bucket, members, folder, aside);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                members.ToList().ForEach(member => bucket.Forget(member.Version.Name.Key));
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    private static List<StoredObject>? Place(
        FolderBucket bucket, IReadOnlyList<(StoredObject Version, string File)> members, string folder, string aside)
    {
        Directory.CreateDirectory(aside);
        var placed = new List<StoredObject>(members.Count);
        foreach (var (version, file) in members)
        {
            var path = Path.Combine(aside, version.Name.Key[folder.Length..]);
            Make(path, version);
            File.Move(file, path);
            placed.Add(version);
        }

        foreach (var made in Directory.EnumerateDirectories(aside, "*", SearchOption.AllDirectories).Append(aside))
        {
            Disk.Sync(made);
        }

        for (var at = 0; at < placed.Count; at++)
        {
            // The folder's new name changes nothing about the files in it.
            var facts = FileFacts.Of(Path.Combine(aside, placed[at].Name.Key[folder.Length..]))!.Value;
            placed[at] = placed[at] with { Location = FolderBucket.Location(facts) };
            bucket.Expect(placed[at].Name.Key, facts);
        }

        var final = bucket.PathOf(folder.TrimEnd('/'));
        var above = Path.GetDirectoryName(final)!;
        var entries = Missing(above).ToList();
        Directory.CreateDirectory(above);
        if (Disk.Rename(aside, final) != Renamed.Done)
        {
            foreach (var (version, file) in members)
            {
                File.Move(Path.Combine(aside, version.Name.Key[folder.Length..]), file);
            }

            return null;
        }

        foreach (var entry in entries.Append(above))
        {
            Disk.Sync(entry);
        }

        return placed;
    }

    /// <summary>Takes a folder away. Contents that landed stay under their versions' names until nobody needs them.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Remove(FolderBucket bucket, IReadOnlyList<StoredObject> versions, string folder)
    {
        var path = bucket.PathOf(folder.TrimEnd('/'));
        if (!Directory.Exists(path) || !bucket.StaysInside(folder.TrimEnd('/')))
        {
            return;
        }

        var aside = Path.Combine(bucket.Removed, $"dataset-{versions[0].Version}");
        Directory.CreateDirectory(bucket.Removed);
        Directory.Move(path, aside);
        foreach (var version in versions)
        {
            var file = Path.Combine(aside, version.Name.Key[folder.Length..]);
            if (File.Exists(file))
            {
                File.Move(file, bucket.RemovedPathOf(version.Version), overwrite: true);
            }
        }

        Directory.Delete(aside, recursive: true);
    }

    /// <summary>The folders whose entries will change when a folder and those above it are made.</summary>
    private static IEnumerable<string> Missing(string folder)
    {
        for (var at = folder; !Directory.Exists(at); at = Path.GetDirectoryName(at)!)
        {
            yield return Path.GetDirectoryName(at)!;
        }
    }

    /// <summary>Makes the folder that a file is to be in. Two members may ask for a file and a folder of one name.</summary>
    private static void Make(string path, StoredObject version)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (IOException) when (HasFileAbove(path))
        {
            throw NoRoom(version);
        }

        if (Path.Exists(path))
        {
            throw NoRoom(version);
        }
    }

    private static bool HasFileAbove(string path)
    {
        for (var at = Path.GetDirectoryName(path); at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at))
            {
                return true;
            }
        }

        return false;
    }

    private static RefusedException NoRoom(StoredObject version) =>
        new(ObjectFailures.BadKey(version.Name, "needs a file and a folder of one name"));
}
