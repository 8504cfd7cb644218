using System.Runtime.InteropServices;
using System.Text;

namespace Weir.DuckDb.Native;

/// <summary>Reads the strings that the C API hands out.</summary>
internal static class NativeText
{
    /// <summary>UTF-8 that refuses a lone surrogate instead of quietly replacing it.</summary>
    public static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Copies a string that stays the library's own.</summary>
    public static string Borrowed(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    /// <summary>Copies a string that was made for us, and frees it.</summary>
    public static string Owned(nint text)
    {
        var copy = Borrowed(text);
        NativeRelease.Memory(text);
        return copy;
    }
}
