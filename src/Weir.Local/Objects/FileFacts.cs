using Microsoft.Win32.SafeHandles;

namespace Weir.Local.Objects;

/// <summary>What tells at a glance whether a file was changed or replaced.</summary>
/// <remarks>
/// Size and time of writing do not say enough: a program may keep both (<c>cp -p</c>, <c>rsync -a</c>, <c>mv</c>). Linux also
/// says which file it is and when anything of it was changed, which no program can set. Elsewhere those are unknown, and a
/// change that keeps size and time of writing is not seen.
/// </remarks>
/// <param name="Size">Its length in bytes.</param>
/// <param name="WrittenTicks">When it was last written, in UTC ticks.</param>
/// <param name="Changed">When anything of it was last changed, in nanoseconds since 1970, where known.</param>
/// <param name="Inode">Which file of its disk it is, where known.</param>
internal readonly record struct FileFacts(long Size, long WrittenTicks, long? Changed = null, ulong? Inode = null)
{
    /// <summary>The facts of a file; none when it is not there.</summary>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be entered.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static FileFacts? Of(string path)
    {
        if (FileStatus.IsKnown)
        {
            return FileStatus.Of(path) is { IsFolder: false } status ? new FileFacts(status) : null;
        }

        var file = new FileInfo(path);
        return file.Exists ? new FileFacts(file.Length, file.LastWriteTimeUtc.Ticks) : null;
    }

    /// <summary>The facts of an open file.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static FileFacts Of(SafeFileHandle file) => FileStatus.IsKnown
        ? new FileFacts(FileStatus.Of(file))
        : new FileFacts(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file).Ticks);

    /// <summary>When it was last written or changed, in UTC ticks.</summary>
    public long LastTicks => Changed is { } changed
        ? Math.Max(WrittenTicks, DateTime.UnixEpoch.Ticks + (changed / TimeSpan.NanosecondsPerTick))
        : WrittenTicks;

    private FileFacts(FileStatus status)
        : this(status.Size, status.WrittenTicks, status.ChangedNanoseconds, status.Inode)
    {
    }
}
