using System.Reflection;
using System.Runtime.InteropServices;

namespace Weir.DuckDb.Native;

/// <summary>Finds and loads libduckdb: DUCKDB_LIBRARY first, then beside the program, then where the build put it.</summary>
internal static class Libduckdb
{
    /// <summary>The name by which every import asks for the library.</summary>
    public const string Name = "duckdb";

    private const string Variable = "DUCKDB_LIBRARY";

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>Must be called before the first import; every path to the library begins with opening a database.</summary>
    /// <exception cref="DllNotFoundException">libduckdb is not there, is damaged, or is older than 1.5.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static nint Load()
    {
        var library = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? LoadChosen(path) : LoadFound();
        NativeLibrary.SetDllImportResolver(typeof(Libduckdb).Assembly, (name, _, _) => name == Name ? library : 0);
        return library;
    }

    private static nint LoadChosen(string path)
    {
        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"{Variable} names '{path}', which could not be loaded: {e.Message} " +
                $"Set it to the full path of a libduckdb of version 1.5 for this platform, or unset it.", e);
        }

        return Checked(library, path);
    }

    private static nint LoadFound()
    {
        string[] places = [Path.Combine(AppContext.BaseDirectory, FileName()), .. BuiltPaths()];
        foreach (var place in places.Where(File.Exists))
        {
            return Checked(NativeLibrary.Load(place), place);
        }

        throw new DllNotFoundException(
            $"libduckdb was not found; looked for {string.Join(" and ", places)}. " +
            $"Build again with npm installed (the build fetches it), or set {Variable} to the full path of a libduckdb of version 1.5.");
    }

    private static nint Checked(nint library, string path)
    {
        var version = VersionOf(library);
        if (version.TrimStart('v').Split('.') is ["1", var minor, ..] && int.TryParse(minor, out var number) && number >= 5)
        {
            return library;
        }

        throw new DllNotFoundException(
            $"'{path}' is libduckdb {version}, and version 1.5 or a later 1.x is needed. Set {Variable} to the full path of one.");
    }

    private static unsafe string VersionOf(nint library) =>
        NativeLibrary.TryGetExport(library, "duckdb_library_version", out var version)
            ? Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)version)()) ?? "unknown"
            : "unknown";

    private static IEnumerable<string> BuiltPaths() =>
        typeof(Libduckdb).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(a => a.Key == "LibduckdbPath")
            .Select(a => a.Value!);

    private static string FileName() =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";
}
