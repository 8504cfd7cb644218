using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>A result, and the native memory the C API keeps it in.</summary>
internal sealed unsafe class ResultHandle : SafeHandle
{
    public ResultHandle()
        : base(0, ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    public override bool IsInvalid => handle == 0;

    public NativeResult* Pointer => (NativeResult*)handle;

    public ResultKind Kind => NativeQuery.Kind(*Pointer);

    /// <summary>The error the result holds, or null.</summary>
    public DuckDbException? Error => NativeQuery.Error(Pointer) switch
    {
        0 => null,
        var message => new(NativeText.Borrowed(message), (DuckDbErrorKind)NativeQuery.ErrorKind(Pointer)),
    };

    /// <summary>The next rows, or null at the end or when the result now holds an error.</summary>
    public ChunkHandle? Fetch()
    {
        var chunk = NativeQuery.FetchChunk(*Pointer);
        if (!chunk.IsInvalid && NativeVectors.Size(chunk) > 0)
        {
            return chunk;
        }

        chunk.Dispose();
        return null;
    }

    protected override bool ReleaseHandle()
    {
        NativeRelease.Result(Pointer);
        NativeMemory.Free(Pointer);
        return true;
    }
}
