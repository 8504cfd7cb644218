using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>A logical type.</summary>
internal sealed class TypeHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeRelease.Type(ref handle);
        return true;
    }
}
