using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The files of the folder <c>sql/</c>, which steps name. They are part of the project, and so of its revision.</summary>
internal static class SqlFiles
{
    /// <summary>The folder.</summary>
    public const string Folder = "sql";

    private const string Ending = ".sql";

    /// <summary>Whether a file is one of them.</summary>
    public static bool Is(string path) => path.StartsWith(Folder + "/", StringComparison.Ordinal) && path.EndsWith(Ending, StringComparison.Ordinal);

    /// <summary>All of them, in order. Hidden ones, and those of hidden folders, are none.</summary>
    public static IReadOnlyList<string> List(string folder, Findings findings)
    {
        if (!Directory.Exists(Path.Combine(folder, Folder)))
        {
            return [];
        }

        try
        {
            return
            [
                .. Directory.EnumerateFiles(Path.Combine(folder, Folder), "*" + Ending, SearchOption.AllDirectories)
                    .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
                    .Where(path => !path.Split('/').Any(part => part.StartsWith('.')))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(Place.StartOf(Folder), "WEIR2002", $"The folder '{Folder}' cannot be listed: {Unreadable.Reason(e)}.", "Check its permissions.");
            return [];
        }
    }

    /// <summary>Their texts, by path.</summary>
    public static IReadOnlyDictionary<string, YamlNode.Scalar> Read(IEnumerable<SourceFile> files, Findings findings) => files
        .Where(file => Is(file.Path))
        .Select(file => (file.Path, Text: SourceText.Of(file, findings)))
        .Where(file => file.Text is not null)
        .ToDictionary(file => file.Path, file => new YamlNode.Scalar(Place.StartOf(file.Path), file.Text!, isPlain: false, file.Text!));
}
