using Weir.Project.Reading;

namespace Weir.Project;

/// <summary>Notices that a project's files are not those any more that it was read from. Used by one thread at a time.</summary>
/// <param name="folder">The project's folder.</param>
/// <param name="revision">The revision that was read.</param>
internal sealed class ProjectWatch(string folder, string revision)
{
    private HashSet<(string Path, long Size, DateTime Written)> _looks = [];
    private string? _told;

    /// <summary>Looks whether there is something new since the last look. Files are read only when they look different.</summary>
    /// <returns>The files of another content than was read, when this was not said before; none when nothing is to be said.</returns>
    public IReadOnlyList<string> Look()
    {
        var (before, now) = (_looks, Looks());
        if (now.SetEquals(before))
        {
            return [];
        }

        // What cannot be read for now, as while an editor replaces it, looks different again when it can.
        _looks = now;
        if (ProjectReader.RevisionOf(folder) is not { } found || found == (_told ?? revision))
        {
            return [];
        }

        _told = found;
        var different = now.Except(before).Concat(before.Except(now)).Select(look => look.Path);
        return found == revision ? [] : [.. different.Distinct().Order(StringComparer.Ordinal)];
    }

    private HashSet<(string Path, long Size, DateTime Written)> Looks()
    {
        try
        {
            return
            [
                .. ProjectFiles.Folders.Select(name => new DirectoryInfo(Path.Combine(folder, name)))
                    .Where(inner => inner.Exists)
                    .SelectMany(inner => inner.EnumerateFiles("*.yaml"))
                    .Concat(CodeFiles.List(folder))
                    .Concat(SqlFiles.List(folder, new Findings()).Select(path => new FileInfo(Path.Combine(folder, path))))
                    .Prepend(new FileInfo(Path.Combine(folder, ProjectFiles.Root)))
                    .Where(file => file.Exists)
                    .Select(file => (Path.GetRelativePath(folder, file.FullName), file.Length, file.LastWriteTimeUtc)),
            ];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return _looks;
        }
    }
}
