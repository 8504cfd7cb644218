namespace Weir.Local;

/// <summary>Remembers which file or folder stands under a path, to see later whether it was deleted or replaced by another.</summary>
/// <remarks>
/// Who has a file open goes on writing to it after it was deleted, and the system frees it all in the end. A new one may get the
/// number of the one that was deleted, but not its time of birth.
/// </remarks>
internal sealed class FileMark
{
    private readonly string _path;
    private readonly FileStatus? _status;

    /// <param name="path">The path of a file that is open, or of a folder that is listened to.</param>
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
                    ? (now?.Device, now?.Inode, now?.BornNanoseconds) != (_status?.Device, _status?.Inode, _status?.BornNanoseconds)
                    : !Path.Exists(_path);
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
