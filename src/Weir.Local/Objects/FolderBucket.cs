using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

using Weir.Buckets;
using Weir.Failures;

namespace Weir.Local.Objects;

/// <summary>An ordinary folder that is a bucket: others write to it too, and a name has one content, the present one.</summary>
/// <remarks>
/// A location holds what tells at a glance that the file is still the version, besides its size: when it was written and
/// changed, and which file it is. Where that differs, or the file is small, the content itself is compared.
/// </remarks>
/// <param name="folder">The folder, made when it is not there.</param>
/// <param name="time">The clock.</param>
/// <param name="tables">The folders in it that are tables'.</param>
internal sealed class FolderBucket(string folder, TimeProvider time, TableFolders tables) : IBucketFiles
{
    /// <summary>How long a content that was placed may take to land before the watch takes it for one that nobody put.</summary>
    private static readonly TimeSpan LandsWithin = TimeSpan.FromSeconds(30);

    /// <summary>Up to this size a content is read whole and compared before anyone gets it.</summary>
    private const int SmallBytes = 256 * 1024;

    /// <summary>The longest name of a file, in bytes, on all file systems in use.</summary>
    private const int MostNameBytes = 255;

    private readonly ConcurrentDictionary<string, (FileFacts Facts, long At)> _placed = new();

    public string Folder { get; } = folder;

    public string Incoming { get; } = Path.Combine(folder, ".weir-incoming");

    /// <summary>Where contents stay that were removed and are still needed, called after their versions.</summary>
    public string Removed { get; } = Path.Combine(folder, ".weir-removed");

    public string? Refuses(string key) =>
        ObjectKey.IsFolder(key) ? "ends in a slash, and this bucket is an ordinary folder, whose folders are there by what is in them"
        : key.Split('/').Any(segment => segment.Length == 0) ? "has an empty segment"
        : key.Split('/').Any(segment => Encoding.UTF8.GetByteCount(segment) > MostNameBytes)
            ? $"has a segment longer than {MostNameBytes} bytes"
        : tables.Refuse(key) is { } refused ? refused
        : IsTemporary(key) ? "is a temporary name, which this bucket's folder passes over"
        : !StaysInside(key) ? "leads out of the folder through a link"
        : null;

    /// <summary>
    /// Whether a name is one that programs use for what is not finished: <c>.*</c>, <c>*.tmp</c>, <c>*.part</c>,
    /// <c>*.crdownload</c> and <c>~$*</c>, in any segment.
    /// </summary>
    public static bool IsTemporary(string key) => key.Split('/').Any(segment =>
        segment.StartsWith('.')
        || segment.StartsWith("~$", StringComparison.Ordinal)
        || segment.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase)
        || segment.EndsWith(".part", StringComparison.OrdinalIgnoreCase)
        || segment.EndsWith(".crdownload", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a name is none of this bucket's: a temporary one, or one in a table's folder.</summary>
    public bool PassesOver(string key) => IsTemporary(key) || tables.Hold(key);

    /// <summary>The location of a file as it is now. Files made before Weir looked at more have the time of writing only.</summary>
    public static string Location(FileFacts facts) => facts.Changed is null
        ? facts.WrittenTicks.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{facts.WrittenTicks}/{facts.Changed}/{facts.Inode}");

    /// <summary>Whether a file is a version that was placed here and is about to land.</summary>
    public bool IsPlaced(string key, FileFacts facts) =>
        _placed.TryGetValue(key, out var placed)
        && placed.Facts == (placed.Facts.Changed is null ? facts with { Changed = null } : facts)
        && time.GetElapsedTime(placed.At) < LandsWithin;

    /// <summary>Remembers a version that is about to land, so that the watch does not take it for one that nobody put.</summary>
    public void Expect(string key, FileFacts facts) => _placed[key] = (facts, time.GetTimestamp());

    /// <summary>Forgets what was placed under a key, once it has landed.</summary>
    public void Forget(string key) => _placed.TryRemove(key, out _);

    public string Place(StoredObject staged, string file, ISet<string> changed)
    {
        var full = PathOf(staged.Name.Key);
        var above = Path.GetDirectoryName(full)!;
        for (var made = above; made.Length >= Folder.Length && !Directory.Exists(made); made = Path.GetDirectoryName(made)!)
        {
            changed.Add(Path.GetDirectoryName(made)!);
        }

        if (WhyNoRoom(staged.Name.Key) is { } why)
        {
            throw new RefusedException(ObjectFailures.BadKey(staged.Name, why));
        }

        Directory.CreateDirectory(above);
        var facts = FileFacts.Of(file)!.Value;
        var unnamed = facts with { Changed = null };
        Expect(staged.Name.Key, unnamed);
        File.Move(file, full, overwrite: true);
        changed.Add(above);

        // A new name counts as a change. What somebody put in its place since then is not this version.
        if (FileFacts.Of(full) is { } renamed && (renamed with { Changed = null }) == unnamed)
        {
            facts = renamed;
            Expect(staged.Name.Key, facts);
        }

        return Location(facts);
    }

    public Stream? Open(StoredObject version) =>
        (StaysInside(version.Name.Key) ? Open(version, PathOf(version.Name.Key)) : null) ?? Open(version, RemovedPathOf(version.Version));

    private static Stream? Open(StoredObject version, string path)
    {
        FileStream? content = null;
        try
        {
            content = Disk.OpenOrdinary(path);
            if (content.Length != version.Size)
            {
                return null;
            }

            if (version.Size <= SmallBytes)
            {
                var whole = new byte[version.Size];
                return content.ReadAtLeast(whole, whole.Length, throwOnEndOfStream: false) == whole.Length
                    && ETag.Of(whole) == version.ETag
                        ? new MemoryStream(whole, writable: false)
                        : null;
            }

            if (!IsStill(version, content))
            {
                return null;
            }

            content.Position = 0;
            var opened = content;
            content = null;
            return opened;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        finally
        {
            content?.Dispose();
        }
    }

    public string PathOf(StoredObject version) =>
        RemovedPathOf(version.Version) is var removed && File.Exists(removed) ? removed : PathOf(version.Name.Key);

    public void DeleteGarbage(long version, string location)
    {
        // The file under the name is the present version, or none.
        try
        {
            File.Delete(RemovedPathOf(version));
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // Nothing was kept, or it goes at the next start.
        }
    }

    /// <summary>Deletes what was removed and is not garbage any more, or never came to be, because a process died.</summary>
    /// <param name="isKnown">Whether a version is to be swept still, or to be removed.</param>
    public void DeleteForgotten(Func<long, bool> isKnown)
    {
        if (!Directory.Exists(Removed))
        {
            return;
        }

        // Datasets whose removal ended early: what of them is needed still has its version's name.
        foreach (var left in Directory.EnumerateDirectories(Removed))
        {
            Directory.Delete(left, recursive: true);
        }

        foreach (var kept in Directory.EnumerateFiles(Removed))
        {
            if (!long.TryParse(Path.GetFileName(kept), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || !isKnown(version))
            {
                File.Delete(kept);
            }
        }
    }

    public void DeleteRemoved(StoredObject version)
    {
        var path = PathOf(version.Name.Key);
        if (StaysInside(version.Name.Key)
            && FileFacts.Of(path) is { } facts
            && facts.Size == version.Size
            && (Location(facts) == version.Location || (!IsPlaced(version.Name.Key, facts) && IsStill(version, path))))
        {
            // Others may have deliveries about it still: it is out of sight at once, and gone when they are done.
            Directory.CreateDirectory(Removed);
            File.Move(path, RemovedPathOf(version.Version), overwrite: true);
        }
    }

    /// <summary>Whether there is certainly no file of a key: none that cannot be looked at for now.</summary>
    public bool IsGone(string key)
    {
        try
        {
            return File.GetAttributes(PathOf(key)).HasFlag(FileAttributes.Directory);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public string RemovedPathOf(long version) => Path.Combine(Removed, version.ToString(CultureInfo.InvariantCulture));

    public string PathOf(string key) => Path.Combine(Folder, key);

    /// <summary>Whether no folder on the way to a key is a link, nor the file a link to somewhere outside.</summary>
    public bool StaysInside(string key)
    {
        var path = Folder;
        var segments = key.Split('/');
        for (var at = 0; at < segments.Length; at++)
        {
            path = Path.Combine(path, segments[at]);
            var entry = new FileInfo(path);
            if (entry.LinkTarget is null)
            {
                continue;
            }

            return at == segments.Length - 1 && IsInside(entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName);
        }

        return true;
    }

    /// <summary>What stands in the way of a file of a key for good, if anything does.</summary>
    public string? WhyNoRoom(string key)
    {
        if (Directory.Exists(PathOf(key)))
        {
            return "is the name of a folder";
        }

        for (var end = key.IndexOf('/', StringComparison.Ordinal); end >= 0; end = key.IndexOf('/', end + 1))
        {
            if (File.Exists(PathOf(key[..end])))
            {
                return $"needs a folder where the file '{key[..end]}' is";
            }
        }

        return null;
    }

    private bool IsInside(string? target) =>
        target?.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) == true
        && StaysInside(Path.GetRelativePath(Folder, target).Replace('\\', '/'));

    /// <summary>Whether a file has a version's content. It is read only when it does not look as it did.</summary>
    private static bool IsStill(StoredObject version, FileStream content) =>
        Location(FileFacts.Of(content.SafeFileHandle)) == version.Location || ETag.Of(content) == version.ETag;

    private static bool IsStill(StoredObject version, string path)
    {
        using var content = Disk.OpenOrdinary(path);
        return IsStill(version, content);
    }
}
