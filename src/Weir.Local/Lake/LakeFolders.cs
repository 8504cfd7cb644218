using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Weir.Local.Lake;

/// <summary>Handles the folders that the files of tables are in.</summary>
internal static class LakeFolders
{
    private static readonly ParallelOptions Some = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>Deletes a file, and the folders above it that are empty then.</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">The folder that stays.</param>
    public static void Delete(string path, string root)
    {
        try
        {
            File.Delete(path);
            for (var above = Path.GetDirectoryName(path)!; above.Length > root.Length; above = Path.GetDirectoryName(above)!)
            {
                Directory.Delete(above);
            }
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // The folder holds other files still, or it is gone. A file that cannot be deleted now goes at the next start.
        }
    }

    /// <summary>Gives a file one more name, in a folder that is made when it is not there.</summary>
    /// <returns>False when the name was there already.</returns>
    public static bool Link(string file, string name)
    {
        if (File.Exists(name))
        {
            return false;
        }

        // An empty folder may be removed by another table's turn between the two.
        for (var left = 10; ; left--)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            try
            {
                if (!Disk.TryLink(file, name))
                {
                    Copy(file, name);
                }

                return true;
            }
            catch (DirectoryNotFoundException) when (left > 0)
            {
            }
        }
    }

    /// <summary>Where a file cannot have two names, a copy of it has the other.</summary>
    private static void Copy(string file, string name)
    {
        var copy = Path.Combine(Path.GetDirectoryName(name)!, $".{Path.GetFileName(name)}.tmp");
        File.Copy(file, copy, overwrite: true);
        using (var copied = File.OpenHandle(copy, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(copied);
        }

        File.Move(copy, name, overwrite: true);
    }

    /// <summary>Notes the folders whose entries a path relies on, from its own up to a root.</summary>
    public static void Note(ConcurrentDictionary<string, bool> folders, string path, string root)
    {
        for (var above = Path.GetDirectoryName(path)!; above.Length >= root.Length && folders.TryAdd(above, true); above = Path.GetDirectoryName(above)!)
        {
        }
    }

    /// <summary>Does something with each of many: disks do several things at a time.</summary>
    /// <exception cref="IOException">The first that failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The first that failed.</exception>
    public static void Each<T>(IEnumerable<T> all, Action<T> act)
    {
        try
        {
            Parallel.ForEach(all, Some, act);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    /// <summary>The files under a folder, none when it is not there.</summary>
    public static IEnumerable<string> Files(string root, string pattern) =>
        Directory.Exists(root)
            ? Directory.EnumerateFiles(root, pattern, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            : [];
}
