using Weir.Buckets;

namespace Weir.Engine.Steps.Archives;

/// <summary>One file, as the directory of a zip describes it.</summary>
/// <param name="Target">The object that it becomes.</param>
/// <param name="Name">The name as it was packed.</param>
/// <param name="RawName">The name's bytes, which the entry's own header repeats.</param>
/// <param name="Method">How it is compressed.</param>
/// <param name="Checksum">Its content's CRC-32.</param>
/// <param name="Packed">Bytes in the archive.</param>
/// <param name="Size">Bytes of its content.</param>
/// <param name="Offset">Where its own header begins.</param>
/// <param name="Limit">Where the next entry begins, or the directory.</param>
internal sealed record ZipEntry(
    ObjectName Target, string Name, byte[] RawName, ushort Method, uint Checksum, long Packed, long Size, long Offset, long Limit)
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;
}
