using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>The imports that open databases and connect to them.</summary>
internal static partial class NativeDatabase
{
    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_create_config")]
    public static partial NativeState CreateConfig(out ConfigHandle config);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState SetConfig(ConfigHandle config, string name, string option);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState Open(string path, out DatabaseHandle database, ConfigHandle config, out nint error);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_connect")]
    public static partial NativeState Connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_interrupt")]
    public static partial void Interrupt(ConnectionHandle connection);

    [LibraryImport(Libduckdb.Name, EntryPoint = "duckdb_library_version")]
    private static partial nint LibraryVersion();

    /// <summary>The library's version, such as <c>v1.5.6</c>.</summary>
    public static string Version()
    {
        Libduckdb.EnsureLoaded();
        return NativeText.Borrowed(LibraryVersion());
    }
}
