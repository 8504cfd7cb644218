using System.Reflection;

using Weir.Failures;

namespace Weir.Project.Starters;

/// <summary>Projects to begin with, for <c>weir init</c>.</summary>
internal static class Starter
{
    /// <summary>The starter that is written when none is named.</summary>
    public const string Default = "orders";

    private const string Folder = "Starters/";

    /// <summary>The starters there are.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Files(Folder).Select(file => file[Folder.Length..].Split('/')[0]).Distinct().OrderBy(n => n != Default).ThenBy(n => n, StringComparer.Ordinal)];

    /// <summary>Writes a starter into a folder, which is made when it is not there. Files that are there stay as they are.</summary>
    /// <param name="name">Which starter.</param>
    /// <param name="folder">The project's folder.</param>
    /// <returns>The files written, relative to the folder.</returns>
    /// <exception cref="RefusedException">
    /// WEIR2601: there is no such starter. WEIR2602: a file of it is there already. WEIR2603: the files cannot be written.
    /// </exception>
    public static IReadOnlyList<string> Write(string name, string folder)
    {
        if (!Names.Contains(name))
        {
            throw new RefusedException(new Failure(
                "WEIR2601", $"There is no starter '{name}' to make a project from.", Nearest.Hint(name, Names, "There are")));
        }

        var prefix = $"{Folder}{name}/";
        var files = Files(prefix).Select(resource => resource[prefix.Length..]).Order(StringComparer.Ordinal).ToList();
        if (files.FirstOrDefault(file => Path.Exists(Path.Combine(folder, file))) is { } present)
        {
            throw new RefusedException(new Failure(
                "WEIR2602", $"'{Path.Combine(folder, present)}' is there already, and a new project would replace it.", "Name another folder."));
        }

        try
        {
            foreach (var file in files)
            {
                var path = Path.Combine(folder, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var resource = Assembly.GetManifestResourceStream(prefix + file)!;
                using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                resource.CopyTo(target);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(
                new Failure("WEIR2603", $"The project cannot be written to '{folder}': {e.Message}", "Name a folder that may be written to."), e);
        }

        return files;
    }

    private static Assembly Assembly => typeof(Starter).Assembly;

    private static IEnumerable<string> Files(string prefix) =>
        Assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
}
