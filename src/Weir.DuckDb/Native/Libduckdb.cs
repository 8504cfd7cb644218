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

    private static nint LoadChosen(string path) => Path.IsPathRooted(path) && !File.Exists(path)
        ? throw new DllNotFoundException($"{Variable} names '{path}', and there is no such file.")
        : Open(path, $"{Variable} names");

    private static nint LoadFound()
    {
        string[] places = [Path.Combine(AppContext.BaseDirectory, FileName()), .. BuiltPaths()];
        return places.FirstOrDefault(File.Exists) is { } place
            ? Open(place, "libduckdb is")
            : throw new DllNotFoundException($"libduckdb was not found; looked for {string.Join(" and ", places)}. The build fetches it with npm.");
    }

    private static nint Open(string path, string what)
    {
        try
        {
            return Checked(NativeLibrary.Load(path), path);
        }
        catch (Exception refused) when (refused is BadImageFormatException || (refused is DllNotFoundException && refused.Message.Contains('\n', StringComparison.Ordinal)))
        {
            // The loader's own reason stands last, behind advice on how to find it.
            var reason = refused.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
            throw new DllNotFoundException($"{what} '{path}', which cannot be loaded: {reason.TrimEnd('.')}.", refused);
        }
    }

    private static nint Checked(nint library, string path)
    {
        var version = VersionOf(library);
        if (version.TrimStart('v').Split('.') is ["1", var minor, ..] && int.TryParse(minor, out var number) && number >= 5)
        {
            return library;
        }

        throw new DllNotFoundException(version.Length == 0
            ? $"'{path}' is no libduckdb: it does not say its version."
            : $"'{path}' is libduckdb {version}, and version 1.5 or a later 1.x is needed.");
    }

    private static unsafe string VersionOf(nint library) =>
        NativeLibrary.TryGetExport(library, "duckdb_library_version", out var version)
            ? Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)version)()) ?? ""
            : "";

    private static IEnumerable<string> BuiltPaths() =>
        typeof(Libduckdb).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(a => a.Key == "LibduckdbPath")
            .Select(a => a.Value!);

    private static string FileName() =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";
}
