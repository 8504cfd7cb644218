namespace Weir.Project.Reading;

/// <summary>The code of a project: the files of its functions, layers and scripts.</summary>
/// <remarks>
/// Hidden files and folders are none of it: tools keep what is their own in them, and people their secrets. Nor is what builds and
/// interpreters leave beside the source.
/// </remarks>
internal static class CodeFiles
{
    /// <summary>The folder whose files commands find under <c>WEIR_SCRIPTS_DIR</c>.</summary>
    public const string Scripts = "scripts";

    private static readonly string[] Folders = [FunctionFiles.Key, "layers", Scripts];

    private static readonly string[] Left = ["__pycache__", "venv"];

    /// <summary>What builds write to say which packages they took.</summary>
    private static readonly string[] Locks = ["requirements.lock", "package-lock.json", "packages.lock.json"];

    /// <summary>Whether a file of a project is code of it.</summary>
    public static bool Is(string path) => Folders.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>Whether a file of a project is one of its scripts.</summary>
    public static bool IsScript(string path) => path.StartsWith(Scripts + "/", StringComparison.Ordinal);

    /// <summary>Whether a file says which packages a build took: it may be written by the build, and is no change of the project.</summary>
    public static bool IsLock(string path) => Locks.Contains(path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>All of it, in order, by paths from the project's folder.</summary>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be listed.</exception>
    public static IReadOnlyList<FileInfo> List(string folder)
    {
        var files = new List<FileInfo>();
        var open = new Stack<DirectoryInfo>(Folders.Select(name => new DirectoryInfo(Path.Combine(folder, name))).Where(top => top.Exists));
        while (open.TryPop(out var next))
        {
            var entries = next.GetFileSystemInfos();
            foreach (var entry in entries.Where(entry => IsPart(entry, entries)))
            {
                // A link to a folder may lead in a circle.
                if (entry is DirectoryInfo { LinkTarget: null } inner)
                {
                    open.Push(inner);
                }
                else if (entry is FileInfo file)
                {
                    files.Add(file);
                }
            }
        }

        return files;
    }

    private static bool IsPart(FileSystemInfo entry, FileSystemInfo[] beside) => !IsHidden(entry.Name)
        && !IsHidden(Path.GetFileName(entry.LinkTarget ?? "_"))
        && !Left.Contains(entry.Name)
        && entry.Name switch
        {
            "node_modules" => !beside.Any(other => other.Name == "package.json"),
            "bin" or "obj" => !beside.Any(other => other.Name.EndsWith(".csproj", StringComparison.Ordinal)),
            _ => true,
        };

    private static bool IsHidden(string name) => name.StartsWith('.');
}
