using Weir.Engine.Objects;
using Weir.Failures;
using Weir.Local.Objects;

namespace Weir.Local.Uploads;

/// <summary>The contents of files, one behind the other, each opened when its turn comes.</summary>
internal sealed class JoinedFiles(IReadOnlyList<string> files) : ForwardStream
{
    private FileStream? _current;
    private int _next;

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            _current ??= _next < files.Count ? Open(files[_next++]) : null;
            if (_current is null || buffer.IsEmpty)
            {
                return 0;
            }

            var count = _current.Read(buffer);
            if (count > 0)
            {
                return count;
            }

            _current.Dispose();
            _current = null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _current?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(ObjectFailures.UnreadableFolder(Path.GetDirectoryName(file)!, refused), refused);
        }
    }
}
