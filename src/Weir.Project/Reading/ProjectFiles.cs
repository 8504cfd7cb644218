using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Finds the files of a project and brings their bytes into memory.</summary>
internal static class ProjectFiles
{
    /// <summary>The file that makes a folder a project.</summary>
    public const string Root = "weir.yaml";

    private const string Schemas = "schemas";
    private const string Tests = "tests";

    private static readonly string[] Misnamed = ["weir.yml", "Weir.yaml", "weir.YAML"];

    /// <summary>The folders whose files hold definitions; each is called after its key in <see cref="Root"/>.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["pipelines", "tables", "reconciliations", "tenants"];

    /// <summary>Whether a file of a project is a JSON Schema.</summary>
    public static bool IsSchema(string path) => path.StartsWith(Schemas + "/", StringComparison.Ordinal);

    /// <summary>The root file first, then the others by folder and name. Those that cannot be had are noted and left out.</summary>
    public static IReadOnlyList<SourceFile> Find(string folder, Findings findings)
    {
        if (!Directory.Exists(folder))
        {
            findings.Add(
                Place.StartOf(Root), "WEIR2001", $"There is no folder '{folder}'.", "Name a folder that holds a weir.yaml, or make one with 'weir init'.");
            return [];
        }

        var files = new List<SourceFile>();
        if (Path.Exists(Path.Combine(folder, Root)))
        {
            AddFile(folder, Root, findings, files);
        }
        else
        {
            var misnamed = Misnamed.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));
            findings.Add(
                Place.StartOf(Root),
                "WEIR2001",
                $"There is no weir.yaml in '{folder}'.",
                misnamed is null ? "Go to a project's folder, name it with --project, or make one with 'weir init'." : $"Rename {misnamed} to weir.yaml.");
        }

        foreach (var path in Folders.SelectMany(name => List(folder, name, ".yaml", findings)).Concat(List(folder, Schemas, ".json", findings)))
        {
            AddFile(folder, path, findings, files);
        }

        foreach (var path in SqlFiles.List(folder, findings))
        {
            AddFile(folder, path, findings, files);
        }

        foreach (var path in FunctionFiles.List(folder, findings))
        {
            if (Path.Exists(Path.Combine(folder, path)))
            {
                AddFile(folder, path, findings, files);
            }
            else
            {
                files.Add(new SourceFile(path, []));
            }
        }

        return files;
    }

    /// <summary>The files of <c>tests/</c>, by name. They are no part of the project.</summary>
    public static IReadOnlyList<SourceFile> FindTests(string folder, Findings findings)
    {
        var files = new List<SourceFile>();
        foreach (var path in Directory.Exists(Path.Combine(folder, Tests)) ? List(folder, Tests, ".yaml", findings) : [])
        {
            AddFile(folder, path, findings, files);
        }

        return files;
    }

    private static IReadOnlyList<string> List(string folder, string name, string ending, Findings findings)
    {
        var path = Path.Combine(folder, name);
        if (!Directory.Exists(path))
        {
            if (File.Exists(path))
            {
                findings.Add(Place.StartOf(name), "WEIR2002", $"'{name}' is a file where a folder is wanted.", "Rename the file, or remove it.");
            }

            return [];
        }

        try
        {
            var names = Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Where(n => n[0] != '.').Order(StringComparer.Ordinal).ToList();
            foreach (var misnamed in names.Where(n => ending == ".yaml" && n.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)))
            {
                findings.Add(
                    Place.StartOf($"{name}/{misnamed}"), "WEIR2014", $"The file '{name}/{misnamed}' ends in .yml and is not read.", "Rename it to end in .yaml.");
            }

            return [.. names.Where(n => n.EndsWith(ending, StringComparison.Ordinal)).Select(n => $"{name}/{n}")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(Place.StartOf(name), "WEIR2002", $"The folder '{name}' cannot be listed: {Unreadable.Reason(e)}.", "Check its permissions.");
            return [];
        }
    }

    private static void AddFile(string folder, string path, Findings findings, List<SourceFile> files)
    {
        var full = Path.Combine(folder, path);
        try
        {
            if (Directory.Exists(full))
            {
                findings.Add(Place.StartOf(path), "WEIR2002", $"'{path}' is a folder where a file is wanted.", "Rename the folder, or remove it.");
                return;
            }

            // Not File.ReadAllBytes: a pipe or a file that grows must not fill the memory.
            using var stream = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[SourceText.MaxBytes + 1];
            var length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length > SourceText.MaxBytes)
            {
                findings.Add(
                    Place.StartOf(path), "WEIR2004", $"The file '{path}' is larger than 1 MB.", "Split it over the folders 'pipelines' and 'tables'.");
                return;
            }

            files.Add(new SourceFile(path, content[..length]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            findings.Add(Place.StartOf(path), "WEIR2002", $"The file '{path}' cannot be read: {Unreadable.Reason(e)}.", "Check its permissions.");
        }
    }
}
