namespace Weir.Local;

/// <summary>The folder within a project that has what Weir keeps of it: state, contents, warehouses, keys.</summary>
internal static class StateFolder
{
    public const string Name = ".weir";

    private const string Ignored = "# What Weir keeps of this project: no part of it, and some of it is secret.\n*\n";

    /// <summary>Makes a folder within it. One that is made anew keeps itself out of Git.</summary>
    /// <param name="folder">Below a <see cref="Name"/>.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Make(string folder)
    {
        var home = Path.GetDirectoryName(folder)!;
        var isNew = !Directory.Exists(home);
        Directory.CreateDirectory(folder);
        if (isNew)
        {
            File.WriteAllText(Path.Combine(home, ".gitignore"), Ignored);
        }
    }
}
