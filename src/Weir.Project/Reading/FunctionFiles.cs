using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The folders of functions: each is one function, with or without a file that says more.</summary>
internal static class FunctionFiles
{
    /// <summary>The key under which functions stand, and the folder that holds theirs.</summary>
    public const string Key = "functions";

    /// <summary>The file that says more of a function.</summary>
    public const string Name = "function.yaml";

    /// <summary>The file of each function, in order; it need not be there.</summary>
    public static IReadOnlyList<string> List(string folder, Findings findings)
    {
        var path = Path.Combine(folder, Key);
        if (!Directory.Exists(path))
        {
            return [];
        }

        try
        {
            var names = Directory.EnumerateDirectories(path).Select(f => Path.GetFileName(f)).Where(n => n[0] is not ('.' or '_')).Order(StringComparer.Ordinal).ToList();
            foreach (var misnamed in names.Select(n => $"{Key}/{n}/function.yml").Where(file => File.Exists(Path.Combine(folder, file))))
            {
                findings.Add(Place.StartOf(misnamed), "WEIR2014", $"The file '{misnamed}' ends in .yml and is not read.", "Rename it to end in .yaml.");
            }

            return [.. names.Select(n => $"{Key}/{n}/{Name}")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(Place.StartOf(Key), "WEIR2002", $"The folder '{Key}' cannot be listed: {Unreadable.Reason(e)}.", "Check its permissions.");
            return [];
        }
    }

    /// <summary>Whether a function's file says nothing: its folder says all.</summary>
    public static bool IsImplied(SourceFile file) => file.Content.Length == 0 && NameOf(file.Path) is not null;

    /// <summary>The function whose file stands at a path; none when the file is no function's.</summary>
    public static string? NameOf(string path) => path.Split('/') is [Key, var name, Name] ? name : null;
}
