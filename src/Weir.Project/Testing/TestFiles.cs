using Weir.Failures;
using Weir.Project.Reading;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Projects;
using Weir.Testing;

namespace Weir.Project.Testing;

/// <summary>Reads the files of <c>tests/</c>. They are no part of the project: its revision does not change with them.</summary>
internal static class TestFiles
{
    /// <summary>Reads the tests of a project.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="project">The project; none when it has mistakes, so that nothing is said of what the tests name.</param>
    /// <returns>The tests in the order of the files, and every mistake in them.</returns>
    public static (IReadOnlyList<ProjectTest> Tests, IReadOnlyList<Diagnostic> Diagnostics) Read(string folder, ProjectDefinition? project)
    {
        var (findings, tests) = (new Findings(), new List<ProjectTest>());
        var full = Path.GetFullPath(folder);
        foreach (var file in ProjectFiles.FindTests(full, findings))
        {
            if (YamlReader.Read(file, findings) is not { } root)
            {
                continue;
            }

            var reading = new ReadingContext
            {
                Findings = findings,
                Folder = full,
                Home = full,
                Buckets = project?.Buckets.Keys.ToList(),
                Tables = project?.Tables.Keys.ToList(),
                Pipelines = project?.Pipelines.Keys.ToList(),
            };
            if (TestKeys.File.TryRead(root, reading.Entry("file", file.Path), out var read))
            {
                tests.AddRange(read);
            }
        }

        return (tests, findings.InOrder(ProjectFiles.Root));
    }
}
