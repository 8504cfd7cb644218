using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>128 bits as the C API passes them: <c>duckdb_hugeint</c> and <c>duckdb_uhugeint</c>.</summary>
/// <remarks>Not <see cref="Int128"/>, which the platform passes in other registers than a struct of two halves.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeWide(ulong lower, ulong upper)
{
    public readonly ulong Lower = lower;
    public readonly ulong Upper = upper;

    public Int128 Signed => new(Upper, Lower);

    public UInt128 Unsigned => new(Upper, Lower);

    // The bits are what counts, so the casts must not check for overflow.
    public static NativeWide Of(Int128 value) => unchecked(new((ulong)value, (ulong)(value >> 64)));

    public static NativeWide Of(UInt128 value) => unchecked(new((ulong)value, (ulong)(value >> 64)));
}
