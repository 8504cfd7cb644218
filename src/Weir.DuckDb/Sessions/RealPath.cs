namespace Weir.DuckDb.Sessions;

/// <summary>The one path of a file that links may give several.</summary>
internal static class RealPath
{
    /// <summary>As many links as Linux follows before it takes them for a circle.</summary>
    private const int MaxLinks = 40;

    /// <summary>The full path, with every link on the way resolved. The file need not be there.</summary>
    public static string Of(string path)
    {
        var links = 0;
        return Resolve(Path.GetFullPath(path), ref links);
    }

    private static string Resolve(string full, ref int links)
    {
        if (Path.GetDirectoryName(full) is not { } folder)
        {
            return full;
        }

        var parent = Resolve(folder, ref links);
        var at = Path.Combine(parent, Path.GetFileName(full));
        return new FileInfo(at).LinkTarget is { } target && links++ < MaxLinks ? Resolve(Path.GetFullPath(target, parent), ref links) : at;
    }
}
