using System.Text;

using Weir.Failures;

namespace Weir.Local.Secrets;

/// <summary>A small file that is read again only when it was changed.</summary>
/// <param name="path">The file.</param>
/// <param name="most">As many bytes as it may have.</param>
internal sealed class KeptText(string path, int most)
{
    private readonly Lock _gate = new();
    private FileStatus? _status;
    private string? _text;

    /// <summary>What is in it; none when it is not there.</summary>
    /// <exception cref="UnavailableException">WEIR6808: it cannot be read.</exception>
    public string? Read()
    {
        lock (_gate)
        {
            try
            {
                var status = FileStatus.IsKnown ? FileStatus.Of(path) : null;
                if (status is null || status != _status)
                {
                    _text = File.Exists(path) ? Content() : null;
                    _status = status;
                }

                return _text;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw Unreadable(refused.Message, refused);
            }
        }
    }

    private string Content()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[most + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= most ? Encoding.UTF8.GetString(bytes, 0, length) : throw Unreadable($"it is larger than {most >> 20} MB", null);
    }

    private UnavailableException Unreadable(string why, Exception? inner) =>
        new(new Failure("WEIR6808", $"The file {path} cannot be read: {why}.", "Check the disk and the file's rights."), inner);
}
