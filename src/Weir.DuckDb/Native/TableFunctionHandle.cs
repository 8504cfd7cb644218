using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>A table function on its way to be registered.</summary>
internal sealed class TableFunctionHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeRelease.TableFunction(ref handle);
        return true;
    }
}
