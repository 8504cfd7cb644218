namespace Weir.Tests.Cli.Commands;

/// <summary>DUCKDB_LIBRARY may name anything; what is no libduckdb is told in words, and by its own code.</summary>
public sealed class MissingLibraryTests
{
    [Theory]
    [InlineData("/nowhere/libduckdb.so", "there is no such file")]
    [InlineData("weir.yaml", "cannot be loaded: ")]
    [InlineData("sqlite", "is no libduckdb")]
    public async Task A_library_that_is_none_is_told_by_every_command_that_needs_it(string library, string why)
    {
        using var project = new CliProject();
        (await project.RunAsync("ls")).Fine();
        var path = library switch
        {
            "weir.yaml" => Path.Combine(project.Folder, library),
            "sqlite" => SqliteLibrary(),
            _ => library,
        };

        foreach (var call in (string[][])[["query", "SELECT 1"], ["up", "--exit-when-idle"]])
        {
            using var process = project.StartWith("DUCKDB_LIBRARY", path, call);
            (await process.WhenEndedAsync()).Refused("WEIR6007", why, "DUCKDB_LIBRARY");
        }

        using var listing = project.StartWith("DUCKDB_LIBRARY", path, "ls");
        Assert.Contains("raw", (await listing.WhenEndedAsync()).Fine(), StringComparison.Ordinal);
    }

    /// <summary>A library that is there for sure, since the state file needs it.</summary>
    private static string SqliteLibrary() => System.Diagnostics.Process.GetCurrentProcess().Modules
        .Cast<System.Diagnostics.ProcessModule>()
        .First(module => module.ModuleName.Contains("sqlite3", StringComparison.Ordinal))
        .FileName;
}
