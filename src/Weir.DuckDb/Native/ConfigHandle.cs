using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The options a database is opened with.</summary>
internal sealed class ConfigHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeRelease.Config(ref handle);
        return true;
    }
}
