using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The statements that a command text was split into.</summary>
internal sealed class StatementsHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeRelease.Statements(ref handle);
        return true;
    }
}
