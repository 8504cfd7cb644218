using Weir.Engine.Objects;
using Weir.Failures;

namespace Weir.Engine.Loads.Reading.Zstd;

/// <summary>The content of a zstd file, frame after frame. It is read once, from its beginning to its end.</summary>
internal sealed class ZstdStream : ForwardStream
{
    private readonly Stream _source;
    private readonly byte[] _packed = GC.AllocateUninitializedArray<byte>(128 << 10, pinned: true);
    private nint _native;
    private nuint _size;
    private nuint _used;
    private bool _isWithinFrame;
    private bool _isFull;

    /// <exception cref="RefusedException">WEIR6068: the system has no libzstd.</exception>
    public ZstdStream(Stream source)
    {
        _source = source;
        try
        {
            _native = NativeZstd.Create();
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new RefusedException(
                new Failure("WEIR6068", "Files that are compressed with zstd need the library libzstd, which this system lacks.", "Install it, as with: apt-get install libzstd1."), missing);
        }
    }

    /// <exception cref="InvalidDataException">It is no zstd, is damaged, or was cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_used == _size && !(_isFull && _isWithinFrame))
            {
                _size = (nuint)_source.Read(_packed);
                _used = 0;
                if (_size == 0)
                {
                    return _isWithinFrame ? throw new InvalidDataException() : 0;
                }
            }

            if (Decompress(buffer) is > 0 and var count)
            {
                return count;
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (_native != 0)
        {
            _ = NativeZstd.Free(_native);
            _native = 0;
        }

        base.Dispose(disposing);
    }

    private unsafe int Decompress(Span<byte> buffer)
    {
        fixed (byte* target = buffer)
        {
            fixed (byte* packed = _packed)
            {
                var input = new NativeZstd.Buffer { Data = (nint)packed, Size = _size, Position = _used };
                var output = new NativeZstd.Buffer { Data = (nint)target, Size = (nuint)buffer.Length };
                var left = NativeZstd.Decompress(_native, ref output, ref input);
                if (NativeZstd.IsError(left) != 0)
                {
                    throw new InvalidDataException();
                }

                // Nothing is left when a frame has ended and all of it was given out.
                (_used, _isWithinFrame, _isFull) = (input.Position, left != 0, output.Position == output.Size);
                return (int)output.Position;
            }
        }
    }
}
