using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>A single value of a logical type.</summary>
internal sealed class ValueHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeRelease.Value(ref handle);
        return true;
    }
}
