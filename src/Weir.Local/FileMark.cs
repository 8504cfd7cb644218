namespace Weir.Local;

/// <summary>Remembers which file stands under a path, to see later whether it was deleted or replaced by another.</summary>
/// <remarks>Who has a file open goes on writing to it after it was deleted, and the system frees it all in the end.</remarks>
internal sealed class FileMark
{
    private readonly string _path;
    private readonly FileStatus? _status;

    /// <param name="path">The path of a file that is open.</param>
    public FileMark(string path) => (_path, _status) = (path, Look(path));

    /// <summary>Whether the path certainly leads to the file no more. Elsewhere than on Linux, another file is not told from it.</summary>
    public bool IsGone
    {
        get
        {
            try
            {
                var now = Look(_path);
                return FileStatus.IsKnown
                    ? (now?.Device, now?.Inode) != (_status?.Device, _status?.Inode)
                    : !File.Exists(_path);
            }
            catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
            {
                // A disk that does not answer for now is not a file that was deleted.
                return false;
            }
        }
    }

    private static FileStatus? Look(string path) => FileStatus.IsKnown ? FileStatus.Of(path) : null;
}
