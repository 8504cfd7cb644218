using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The C API's <c>duckdb_bignum</c>: a magnitude, most significant byte first, and a sign.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeBigNum(byte* data, ulong size, bool isNegative)
{
    public readonly byte* Data = data;
    public readonly ulong Size = size;
    public readonly byte IsNegative = isNegative ? (byte)1 : (byte)0;
}
