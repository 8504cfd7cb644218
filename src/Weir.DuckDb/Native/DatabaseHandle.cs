using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>An open database. It stays open while connections to it live.</summary>
internal sealed class DatabaseHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeRelease.Database(ref handle);
        return true;
    }
}
