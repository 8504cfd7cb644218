using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Ids;

/// <summary>Makes UUIDs of version 7, which sort by the time they were made.</summary>
/// <remarks>
/// RFC 9562, section 5.7, with a fraction of the millisecond behind it (section 6.2, method 3), so that ids come nearly in
/// order and an index over them grows at its end. The rest is random, but not from the system's generator: reading that for
/// every event costs as much as storing it, and ids are no secrets.
/// </remarks>
internal static class TimeOrderedUuid
{
    private const int FractionBits = 12;

    public static Guid New(TimeProvider time)
    {
        Span<byte> tail = stackalloc byte[8];
        Random.Shared.NextBytes(tail);
        return Of(time.GetUtcNow(), tail);
    }

    /// <summary>The same UUID for the same time and text.</summary>
    public static Guid Of(DateTimeOffset time, string text) => Of(time, SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    private static Guid Of(DateTimeOffset now, ReadOnlySpan<byte> tail)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        var fraction = now.UtcTicks % TimeSpan.TicksPerMillisecond * (1 << FractionBits) / TimeSpan.TicksPerMillisecond;
        return Joined((milliseconds << 16) | 0x7000 | fraction, tail);
    }

    /// <summary>A UUID that follows from another and a name, and has its time.</summary>
    public static Guid From(Guid of, string name)
    {
        Span<byte> hashed = stackalloc byte[16 + Encoding.UTF8.GetByteCount(name)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        of.TryWriteBytes(hashed, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, hashed[16..]);
        SHA256.HashData(hashed, hash);

        return Joined(BinaryPrimitives.ReadInt64BigEndian(hashed), hash[..8]);
    }

    /// <summary>When a UUID of version 7 was made, to the millisecond.</summary>
    /// <returns>None when it is of another version.</returns>
    public static DateTimeOffset? TimeOf(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return uuid.Version == 7 ? DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16) : null;
    }

    /// <summary>The half that has the time and the version, and another whose first two bits are the variant's.</summary>
    private static Guid Joined(long head, ReadOnlySpan<byte> tail)
    {
        Span<byte> uuid = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(uuid, head);
        tail.CopyTo(uuid[8..]);
        uuid[8] = (byte)((uuid[8] & 0x3f) | 0x80);
        return new Guid(uuid, bigEndian: true);
    }
}
