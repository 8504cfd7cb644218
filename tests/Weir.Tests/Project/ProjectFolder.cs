using Weir.Failures;
using Weir.Project;
using Weir.Projects;

namespace Weir.Tests.Project;

/// <summary>A project in a folder of its own, gone after the test.</summary>
internal sealed class ProjectFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("weir-project-").FullName;

    public static ProjectFolder Of(string weirYaml) => new ProjectFolder().With("weir.yaml", weirYaml);

    /// <summary>Reads a project of one file and expects no mistake.</summary>
    public static ProjectDefinition ReadGood(string weirYaml)
    {
        using var folder = Of(weirYaml);
        return folder.ReadGood();
    }

    /// <summary>Reads a project of one file: its mistakes.</summary>
    public static IReadOnlyList<Diagnostic> Mistakes(string weirYaml)
    {
        using var folder = Of(weirYaml);
        return folder.Read().Diagnostics;
    }

    public ProjectFolder With(string file, string content) => With(file, System.Text.Encoding.UTF8.GetBytes(content));

    public ProjectFolder With(string file, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return this;
    }

    public ReadProject Read() => ProjectReader.Read(Path);

    public ProjectDefinition ReadGood()
    {
        var (definition, diagnostics) = Read();
        Assert.Empty(diagnostics);
        return definition!;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
