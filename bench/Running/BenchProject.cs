using Weir.Local;
using Weir.Project;
using Weir.Projects;

namespace Weir.Bench.Running;

/// <summary>A project in a folder of its own, as a user has it: written as YAML, read and checked like any other.</summary>
internal static class BenchProject
{
    /// <summary>How long an environment is waited for; nobody else has a fresh one open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Writes <c>weir.yaml</c> and reads it.</summary>
    public static ProjectDefinition Make(string folder, string yaml)
    {
        File.WriteAllText(Path.Combine(folder, "weir.yaml"), yaml);
        var read = ProjectReader.Read(folder);
        return read.Definition ?? throw new InvalidOperationException(
            string.Join('\n', read.Diagnostics.Select(mistake => mistake.ToString())));
    }

    /// <summary>Opens the project's environment.</summary>
    public static Task<LocalEnvironment> OpenAsync(string folder, ProjectDefinition project) => LocalEnvironment.OpenAsync(
        folder, "local", [.. project.Buckets.Values], Patience, TimeProvider.System, CancellationToken.None);
}
