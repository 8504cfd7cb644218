using Weir.DuckDb.Native;

namespace Weir.DuckDb.HostTables;

/// <summary>Where a column's values lie in the chunk that is being filled.</summary>
internal unsafe struct VectorSlot(DuckDbType type)
{
    /// <summary>Long strings are placed in blocks of this many bytes, so that few calls into the library are needed.</summary>
    private const int BlockSize = 16 * 1024;

    /// <summary>What a new block is filled with. It is never freed.</summary>
    private static readonly byte* Zeros = (byte*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(BlockSize);

    private nint _vector;
    private byte* _block;
    private int _left;

    public readonly DuckDbType Type = type;

    public readonly int Size = type.Size;

    /// <summary>Whether values are strings or blobs.</summary>
    public readonly bool IsBytes = type.Id is DuckDbTypeId.Varchar or DuckDbTypeId.Blob;

    public byte* Data { get; private set; }

    /// <summary>One bit a row, 0 for NULL; null while no row is.</summary>
    public ulong* Validity { get; private set; }

    public void Attach(nint vector)
    {
        _vector = vector;
        Data = NativeVectors.Data(vector);
        Validity = null;
        _left = 0;
    }

    public void MakeValidityWritable()
    {
        NativeVectors.EnsureValidityWritable(_vector);
        Validity = NativeVectors.Validity(_vector);
    }

    /// <summary>Gives a row a string or blob that is too long to stand in the row itself.</summary>
    /// <remarks>
    /// The vector owns the memory that its long strings lie in and frees it as a whole. So the library is asked for one long
    /// string, in whose memory the following ones are then placed.
    /// </remarks>
    public void PlaceLong(int row, ReadOnlySpan<byte> bytes)
    {
        var target = (NativeString*)Data + row;
        if (bytes.Length > BlockSize / 4)
        {
            fixed (byte* first = bytes)
            {
                NativeVectors.AssignBytes(_vector, (ulong)row, first, (ulong)bytes.Length);
            }

            return;
        }

        if (bytes.Length > _left)
        {
            NativeVectors.AssignBytes(_vector, (ulong)row, Zeros, BlockSize);
            _block = target->Pointer;
            _left = BlockSize;
        }

        bytes.CopyTo(new(_block, bytes.Length));
        target->Length = (uint)bytes.Length;
        target->Prefix = *(uint*)_block;
        target->Pointer = _block;
        _block += bytes.Length;
        _left -= bytes.Length;
    }
}
