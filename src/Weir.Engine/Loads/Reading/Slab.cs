using System.Runtime.InteropServices;

using Weir.Engine.Loads.Syntax;

namespace Weir.Engine.Loads.Reading;

/// <summary>
/// A piece of a file in memory that the garbage collector does not move, with zero bytes behind it. One reader at a time.
/// </summary>
internal sealed unsafe class Slab : IDisposable
{
    private const int KeptCapacity = 8 << 20;

    private readonly int _usualCapacity;

    public Slab(int capacity)
    {
        _usualCapacity = capacity;
        Capacity = capacity;
        Start = Allocate(null, capacity);
        Seal();
    }

    ~Slab() => Free();

    /// <summary>Where the piece stands in memory. Moves when the slab grows.</summary>
    public byte* Start { get; private set; }

    /// <summary>Behind the piece's last byte, where its padding begins.</summary>
    public byte* End => Start + Length;

    public int Length { get; private set; }

    public int Capacity { get; private set; }

    /// <summary>The piece's offset in its file, decompressed.</summary>
    public long Offset { get; set; }

    /// <summary>The line on which the piece begins, counted from one.</summary>
    public long Line { get; set; }

    /// <summary>Whether the piece is only the beginning of a record that is too long to be read.</summary>
    public bool TooLong { get; set; }

    /// <summary>Ends the piece's lines.</summary>
    public byte LineBreak { get; set; }

    public ReadOnlySpan<byte> Content => new(Start, Length);

    /// <summary>The room behind the piece.</summary>
    public Span<byte> Room => new(Start + Length, Capacity - Length);

    /// <summary>Empties it, for a piece that begins elsewhere.</summary>
    /// <param name="offset">The piece's offset in its file, decompressed.</param>
    /// <param name="line">The line on which it begins, counted from one.</param>
    /// <param name="lineBreak">Ends its lines.</param>
    public void Reset(long offset, long line, byte lineBreak = (byte)'\n')
    {
        if (Capacity > KeptCapacity)
        {
            Start = Allocate(Start, _usualCapacity);
            Capacity = _usualCapacity;
        }

        Offset = offset;
        Line = line;
        LineBreak = lineBreak;
        TooLong = false;
        Length = 0;
        Seal();
    }

    /// <summary>Adds bytes that were written to <see cref="Room"/>.</summary>
    public void Advance(int count)
    {
        Length += count;
        Seal();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (Room.Length < bytes.Length)
        {
            Grow();
        }

        bytes.CopyTo(Room);
        Advance(bytes.Length);
    }

    /// <summary>Ends the piece earlier.</summary>
    public void Truncate(int length)
    {
        Length = length;
        Seal();
    }

    /// <summary>Drops the piece's first bytes and moves the rest to the front.</summary>
    public void Drop(int count)
    {
        var dropped = Content[..count];
        Offset += count;
        Line += dropped.Count(LineBreak);
        Content[count..].CopyTo(new Span<byte>(Start, Capacity));
        Truncate(Length - count);
    }

    public void Grow()
    {
        var capacity = Capacity * 2;
        Start = Allocate(Start, capacity);
        Capacity = capacity;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static byte* Allocate(byte* old, int capacity) =>
        (byte*)NativeMemory.Realloc(old, (nuint)capacity + JsonScanner.Padding);

    private void Seal() => new Span<byte>(End, JsonScanner.Padding).Clear();

    private void Free()
    {
        NativeMemory.Free(Start);
        Start = null;
        Length = 0;
        Capacity = 0;
    }
}
