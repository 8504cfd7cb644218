using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Weir.Engine.Loads.Inference;

/// <summary>Compares names as the UTF-8 they stand in a file as, so that a look-up makes no string.</summary>
internal sealed class Utf8Names : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static Utf8Names Comparer { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        // The ends of a name and its length tell the members of one object apart; collisions only cost a comparison.
        Span<byte> ends = stackalloc byte[16];
        ends.Clear();
        alternate[..Math.Min(8, alternate.Length)].CopyTo(ends);
        alternate[^Math.Min(8, alternate.Length)..].CopyTo(ends[8..]);
        return HashCode.Combine(
            BinaryPrimitives.ReadUInt64LittleEndian(ends), BinaryPrimitives.ReadUInt64LittleEndian(ends[8..]), alternate.Length);
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
