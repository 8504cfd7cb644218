namespace Weir.Local;

/// <summary>The folder within a project that has what Weir keeps of it: state, contents, warehouses, keys.</summary>
internal static class StateFolder
{
    public const string Name = ".weir";

    private const string Ignored = "# What Weir keeps of this project: no part of it, and some of it is secret.\n*\n";

    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes an environment's folder, for its owner alone: it has rows, contents and hashes of passwords. What is new keeps itself out of Git.</summary>
    /// <param name="folder">Directly below a <see cref="Name"/>. One that is there stays as it is.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Make(string folder)
    {
        var home = Path.GetDirectoryName(folder)!;
        var isNew = !Directory.Exists(home);
        Directory.CreateDirectory(home);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Own);
        }

        if (isNew)
        {
            File.WriteAllText(Path.Combine(home, ".gitignore"), Ignored);
        }
    }
}
