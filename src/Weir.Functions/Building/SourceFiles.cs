using System.Security.Cryptography;
using System.Text;

namespace Weir.Functions.Building;

/// <summary>The files of a folder that are part of a function or a layer.</summary>
internal sealed class SourceFiles
{
    /// <summary>What tools leave beside the source, and what is never part of it.</summary>
    private static readonly string[] NeverPart = [".git", ".weir", "__pycache__", ".venv", "venv", ".pytest_cache", ".mypy_cache", ".DS_Store"];

    private readonly string _folder;

    private SourceFiles(string folder, IReadOnlyList<string> paths) => (_folder, Paths) = (folder, paths);

    /// <summary>The files, relative to the folder, with forward slashes, in order.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="left">Names of folders and files that are left out, wherever they are.</param>
    /// <param name="exclude">Patterns of files that are left out.</param>
    public static SourceFiles Of(string folder, IReadOnlyCollection<string> left, IReadOnlyList<FilePattern> exclude)
    {
        var paths = new List<string>();
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var next))
        {
            foreach (var entry in new DirectoryInfo(next).EnumerateFileSystemInfos())
            {
                var path = Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/');
                if (NeverPart.Contains(entry.Name) || left.Contains(entry.Name) || exclude.Any(pattern => pattern.Matches(path)))
                {
                    continue;
                }

                // A link to a folder may lead in a circle: it is copied as a file is, or not at all.
                if (entry is DirectoryInfo { LinkTarget: null })
                {
                    open.Push(entry.FullName);
                }
                else if (entry is FileInfo)
                {
                    paths.Add(path);
                }
            }
        }

        paths.Sort(StringComparer.Ordinal);
        return new SourceFiles(folder, paths);
    }

    /// <summary>Adds names, contents and rights to a hash.</summary>
    public async Task AddToAsync(IncrementalHash hash, CancellationToken cancellationToken)
    {
        foreach (var path in Paths)
        {
            await using var content = File.OpenRead(Path.Combine(_folder, path));
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{(IsExecutable(path) ? 'x' : '-')}\n"));
            hash.AppendData(await SHA256.HashDataAsync(content, cancellationToken));
        }
    }

    /// <summary>Copies them.</summary>
    public void CopyTo(string target)
    {
        foreach (var path in Paths)
        {
            var to = Path.Combine(target, path);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Path.Combine(_folder, path), to);
        }
    }

    private bool IsExecutable(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path.Combine(_folder, path)) & UnixFileMode.UserExecute) != 0;
}
