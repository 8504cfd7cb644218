using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>A string, blob or bit string in a vector: <c>duckdb_string_t</c>.</summary>
/// <remarks>
/// Up to 12 bytes stand in the struct itself, padded with zeros (comparisons look at all 16); of longer ones it keeps the
/// first four bytes and a pointer.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct NativeString
{
    public const int MaxInlined = 12;

    [FieldOffset(0)]
    public uint Length;

    [FieldOffset(4)]
    public uint Prefix;

    [FieldOffset(8)]
    public byte* Pointer;

    /// <summary>The bytes. The struct must lie in native memory.</summary>
    public static ReadOnlySpan<byte> Bytes(NativeString* text) =>
        new(text->Length <= MaxInlined ? (byte*)text + 4 : text->Pointer, checked((int)text->Length));
}
