using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

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
    /// <exception cref="Failures.RefusedException">WEIR1003: the project has no such environment.</exception>
    public static ReadProject Read(string folder, string environment = EnvironmentDefinition.Local)
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
                return new ReadProject(definition with { Revision = RevisionOf(files) }, []);
            }
        }

        return new ReadProject(null, SecretLines.Conceal(findings.InOrder(ProjectFiles.Root), files));
    }

    /// <summary>The revision of the files in a project's folder, sound or not; none when not all of them can be read.</summary>
    /// <param name="folder">The project's folder.</param>
    public static string? RevisionOf(string folder)
    {
        var findings = new Findings();
        var files = ProjectFiles.Find(Path.GetFullPath(folder), findings);
        return findings.InOrder(ProjectFiles.Root) is [] ? RevisionOf(files) : null;
    }

    /// <summary>What is declared under a key of the project; none when that is not known.</summary>
    private static IReadOnlyCollection<string>? NamesOf(string key, YamlNode tree) => tree switch
    {
        YamlNode.Map map when map.Lost.Contains(key) => null,
        YamlNode.Map map when map[key] is YamlNode.Map entries => [.. entries.Entries.Select(e => e.Key.Text), .. entries.Lost],
        YamlNode.Map map when map[key] is null or YamlNode.Scalar { IsNothing: true } => [],
        _ => null,
    };

    /// <summary>A hash of the paths and the bytes of all files, so that nothing of a project changes unseen.</summary>
    private static string RevisionOf(IReadOnlyList<SourceFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            Append(hash, Encoding.UTF8.GetBytes(file.Path));
            Append(hash, file.Content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
