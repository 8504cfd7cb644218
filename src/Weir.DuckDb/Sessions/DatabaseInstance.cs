using Weir.DuckDb.HostTables;
using Weir.DuckDb.Native;

namespace Weir.DuckDb.Sessions;

/// <summary>A database that is open in this process, once, however many connections share it.</summary>
internal sealed class DatabaseInstance
{
    /// <exception cref="DuckDbException">The file cannot be opened, is locked, or an option is wrong.</exception>
    public DatabaseInstance(string path, IReadOnlyDictionary<string, string> options)
    {
        (Path, Options) = (path, options);
        Handle = Open(path, options);
        try
        {
            HostRowsFunction.Register(Handle, HostTables);
        }
        catch
        {
            Handle.Dispose();
            throw;
        }
    }

    public string Path { get; }

    public IReadOnlyDictionary<string, string> Options { get; }

    public DatabaseHandle Handle { get; }

    public HostTableRegistry HostTables { get; } = new();

    private static DatabaseHandle Open(string path, IReadOnlyDictionary<string, string> options)
    {
        Libduckdb.EnsureLoaded();
        _ = NativeDatabase.CreateConfig(out var config);
        using (config)
        {
            foreach (var (name, value) in options)
            {
                if (NativeDatabase.SetConfig(config, name, value) is not NativeState.Success)
                {
                    throw new DuckDbException(
                        $"DuckDB has no option '{name}', or '{value}' is no value for it.", DuckDbErrorKind.InvalidConfiguration);
                }
            }

            // To DuckDB a database in memory has no name; one with a name would be a file.
            var file = path.StartsWith(":memory:", StringComparison.Ordinal) ? ":memory:" : path;
            if (NativeDatabase.Open(file, out var database, config, out var error) is NativeState.Success)
            {
                return database;
            }

            database.Dispose();
            throw ErrorMessage.ToException(NativeText.Owned(error));
        }
    }
}
