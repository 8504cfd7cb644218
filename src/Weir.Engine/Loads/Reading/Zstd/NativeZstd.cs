using System.Runtime.InteropServices;

namespace Weir.Engine.Loads.Reading.Zstd;

/// <summary>The part of the system's libzstd that decompresses.</summary>
internal static partial class NativeZstd
{
    private const string Library = "zstd";

    static NativeZstd() => NativeLibrary.SetDllImportResolver(typeof(NativeZstd).Assembly, (name, assembly, path) => name != Library
        ? 0
        : ((IEnumerable<string>)["libzstd.so.1", "libzstd.1.dylib", "libzstd", "zstd"])
            .Select(file => NativeLibrary.TryLoad(file, assembly, path, out var found) ? found : 0)
            .FirstOrDefault(found => found != 0));

    [LibraryImport(Library, EntryPoint = "ZSTD_createDStream")]
    public static partial nint Create();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDStream")]
    public static partial nuint Free(nint stream);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Decompress(nint stream, ref Buffer output, ref Buffer input);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint code);

    /// <summary>Memory, how much of it there is, and how much was used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        public nint Data;
        public nuint Size;
        public nuint Position;
    }
}
