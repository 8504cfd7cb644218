namespace Weir.Local.Objects;

/// <summary>What tells at a glance whether a file was changed.</summary>
/// <param name="Size">Its length in bytes.</param>
/// <param name="WrittenTicks">When it was last written, in UTC ticks.</param>
internal readonly record struct FileFacts(long Size, long WrittenTicks)
{
    /// <summary>The facts of a file; none when it is not there.</summary>
    public static FileFacts? Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileFacts(file.Length, file.LastWriteTimeUtc.Ticks) : null;
    }
}
