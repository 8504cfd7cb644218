using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>A connection to a database.</summary>
internal sealed class ConnectionHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeRelease.Connection(ref handle);
        return true;
    }
}
