using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>Up to 2,048 rows of a result.</summary>
internal sealed class ChunkHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeRelease.Chunk(ref handle);
        return true;
    }
}
