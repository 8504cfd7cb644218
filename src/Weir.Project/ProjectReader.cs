using Weir.Project.Reading;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Projects;

namespace Weir.Project;

/// <summary>Reads a project's folder: its definitions when all is well, else every mistake at once.</summary>
internal static class ProjectReader
{
    /// <summary>Reads a project.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="environment">The environment that it is read for.</param>
    /// <param name="home">Where paths lead that the files name; the folder itself when null.</param>
    /// <exception cref="Failures.RefusedException">WEIR1003: the project has no such environment.</exception>
    public static ReadProject Read(string folder, string environment = EnvironmentDefinition.Local, string? home = null)
    {
        var findings = new Findings();
        var full = Path.GetFullPath(folder);
        var files = ProjectFiles.Find(full, findings);
        var schemas = files.Where(file => ProjectFiles.IsSchema(file.Path)).ToDictionary(file => file.Path, file => file.Content);
        if (ProjectTree.Of([.. files.Where(file => !ProjectFiles.IsSchema(file.Path))], findings) is { } tree)
        {
            EnvironmentNames.CheckDeclared(environment, tree);
            var context = new ReadingContext
            {
                Environment = environment,
                ProjectNames = VarNames.Of(tree, environment),
                Tenants = NamesOf("tenants", tree),
                Findings = findings,
                Folder = full,
                Home = home is null ? full : Path.GetFullPath(home),
                Buckets = NamesOf("buckets", tree),
                Tables = NamesOf("tables", tree),
                Reconciliations = NamesOf("reconciliations", tree),
                Pipelines = NamesOf("pipelines", tree),
                Connections = NamesOf("connections", tree),
                Functions = NamesOf("functions", tree),
                SqlFiles = SqlFiles.Read(files, findings),
                Schemas = schemas,
            };
            if (ProjectKeys.Shape.TryRead(tree, context, out var definition) && findings.InOrder(ProjectFiles.Root) is [])
            {
                var content = ProjectContent.Of(full, files, findings);
                if (findings.InOrder(ProjectFiles.Root) is [])
                {
                    return new ReadProject(definition with { Revision = ProjectContent.RevisionOf(content) }, []) { Content = content };
                }
            }
        }

        return new ReadProject(null, SecretLines.Conceal(findings.InOrder(ProjectFiles.Root), files));
    }

    /// <summary>The revision of the files in a project's folder, sound or not; none when not all of them can be read.</summary>
    /// <param name="folder">The project's folder.</param>
    public static string? RevisionOf(string folder)
    {
        var findings = new Findings();
        var full = Path.GetFullPath(folder);
        var content = ProjectContent.Of(full, ProjectFiles.Find(full, findings), findings);
        return findings.InOrder(ProjectFiles.Root) is [] ? ProjectContent.RevisionOf(content) : null;
    }

    /// <summary>What is declared under a key of the project; none when that is not known.</summary>
    private static IReadOnlyCollection<string>? NamesOf(string key, YamlNode tree) => tree switch
    {
        YamlNode.Map map when map.Lost.Contains(key) => null,
        YamlNode.Map map when map[key] is YamlNode.Map entries => [.. entries.Entries.Select(e => e.Key.Text), .. entries.Lost],
        YamlNode.Map map when map[key] is null or YamlNode.Scalar { IsNothing: true } => [],
        _ => null,
    };
}
