using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>A prepared statement.</summary>
internal sealed class StatementHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeRelease.Statement(ref handle);
        return true;
    }
}
