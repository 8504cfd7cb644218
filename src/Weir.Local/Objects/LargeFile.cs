using System.Security.Cryptography;

using Microsoft.Win32.SafeHandles;

namespace Weir.Local.Objects;

/// <summary>A file that is written piece by piece, and hashed on the way.</summary>
/// <param name="handle">The file, new and empty; this object closes it.</param>
internal sealed class LargeFile(SafeFileHandle handle) : IDisposable
{
    /// <summary>
    /// So much is handed to the disk while more comes. Left alone, Linux keeps it until the end, when everybody waits for it.
    /// </summary>
    private const long WriteBehind = 8 << 20;

    private readonly IncrementalHash _hash = ETag.Start();
    private long _size;
    private long _behind;

    /// <exception cref="IOException">The disk refused.</exception>
    public bool Append(ReadOnlySpan<byte> piece)
    {
        RandomAccess.Write(handle, piece, _size);
        _hash.AppendData(piece);
        _size += piece.Length;
        if (_size - _behind >= WriteBehind)
        {
            Disk.BeginWriting(handle, _behind, _size - _behind);
            _behind = _size;
        }

        return true;
    }

    /// <summary>Makes all of it durable.</summary>
    /// <exception cref="IOException">The disk refused; nothing is known to be durable.</exception>
    public (string ETag, long Size) Finish()
    {
        RandomAccess.FlushToDisk(handle);
        return (ETag.End(_hash), _size);
    }

    public void Dispose()
    {
        _hash.Dispose();
        handle.Dispose();
    }
}
