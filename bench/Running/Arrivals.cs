using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Triggers;
using Weir.Projects;

namespace Weir.Bench.Running;

/// <summary>Lands files while nothing runs, as <c>weir put</c> does.</summary>
internal static class Arrivals
{
    private const int LandedTogether = 1_000;

    /// <summary>Lands files, and closes the environment again.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="project">The project.</param>
    /// <param name="files">The files, each landed under its own name.</param>
    /// <param name="prefix">Bucket, slash, and what the keys begin with.</param>
    public static async Task LandAsync(string folder, ProjectDefinition project, IReadOnlyList<string> files, string prefix)
    {
        using var environment = await BenchProject.OpenAsync(folder, project);
        var landing = new Engine.Triggers.Landing(
            environment.ObjectWriter, environment.Events, new Router(project), new SilentObserver(), TimeProvider.System);
        foreach (var together in files.Chunk(LandedTogether))
        {
            await landing.LandAsync(
                [.. together.Select(file => new Arrival(NameOf(prefix + Path.GetFileName(file)), () => File.OpenRead(file)))],
                CancellationToken.None);
        }
    }

    private static ObjectName NameOf(string path) => new(path.Split('/')[0], path.Split('/', 2)[1]);
}
